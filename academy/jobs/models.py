"""One row per piece of work, from the moment it is asked for until it is done or given up."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands; ``running`` counts only until its lease ends."""

    PENDING = "pending", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobQuerySet(models.QuerySet["Job"]):
    """Facts about many jobs."""

    def claimable(self, now: datetime) -> "JobQuerySet":
        """Due and waiting, or left behind by a worker that died."""
        waiting = Q(state=JobState.PENDING, due_at__lte=now)
        abandoned = Q(state=JobState.RUNNING, leased_until__lt=now)
        return self.filter(waiting | abandoned)


class Job(models.Model):
    """``work`` is the dotted name of a function, ``subject`` the key of the row that it works on."""

    work = models.CharField(_("work"), max_length=100)
    subject = models.CharField(_("about"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    asked_at = models.DateTimeField(_("asked for"))
    due_at = models.DateTimeField(_("due"))
    leased_until = models.DateTimeField(_("held by a worker until"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(_("last error"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "subject"],
                condition=Q(state__in=["pending", "running"]),
                name="one_live_job_per_subject",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.work}({self.subject})"
