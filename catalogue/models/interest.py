"""Who wants to hear when a course takes applications again, and what each of them was told."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.course import Course
from catalogue.models.edition import Edition

# An address that nobody confirmed is kept no longer than the link in its letter works.
TIME_TO_CONFIRM = timedelta(days=7)


class InterestQuerySet(models.QuerySet["Interest"]):
    """Facts about many wishes."""

    def confirmed(self) -> "InterestQuerySet":
        """Those whose owner followed the link."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, now: datetime) -> "InterestQuerySet":
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lt=now - TIME_TO_CONFIRM)


class Interest(models.Model):
    """An e-mail address that asks to be told of a course's next edition; leaving deletes the row."""

    email = models.EmailField(_("e-mail address"))
    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="interests")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest in a course")
        verbose_name_plural = _("interests in courses")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["email", "course"], name="one_interest_per_address_and_course")]

    def __str__(self) -> str:
        return f"{self.email}: {self.course}"


class Telling(models.Model):
    """The one letter in which somebody was told that an edition takes applications."""

    interest = models.ForeignKey(
        Interest, verbose_name=_("interest"), on_delete=models.CASCADE, related_name="tellings"
    )
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="tellings")
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interest", "edition"], name="one_telling_per_edition")]

    def __str__(self) -> str:
        return f"{self.interest_id}: {self.edition}"
