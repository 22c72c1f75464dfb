"""One decision on several applications, held for some minutes so that it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from enrolment.models.application import Application
from enrolment.states import BATCH


class Batch(models.Model):
    """What was decided, by whom, and when it is carried out. Until then nothing changes for the applicants."""

    TABLE = BATCH

    verb = models.CharField(
        _("decision"),
        max_length=10,
        choices=[("accept", _("accept")), ("reserve", _("put on the reserve list")), ("decline", _("decline"))],
    )
    criteria = models.JSONField(_("selection criteria not met"), default=list, blank=True)
    words = models.TextField(_("reason in other words"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("decided"))
    due_at = models.DateTimeField(_("carried out from"))
    state = models.CharField(_("state"), max_length=20, choices=BATCH.choices, default="held", editable=False)

    class Meta:
        verbose_name = _("batch of decisions")
        verbose_name_plural = _("batches of decisions")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} ({self.pk})"


class BatchItem(models.Model):
    """One application of a batch, in the state that was seen. ``open`` until it is carried out, refused or undone."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="batch_items"
    )
    seen = models.CharField(_("state seen"), max_length=20)
    open = models.BooleanField(_("open"), default=True)
    done_at = models.DateTimeField(_("carried out"), null=True)
    refused = models.TextField(_("why not"), blank=True)

    class Meta:
        verbose_name = _("application of a batch")
        verbose_name_plural = _("applications of a batch")
        ordering = ["application__submitted_at", "application"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(open=True), name="one_open_batch_item"),
            models.UniqueConstraint(fields=["batch", "application"], name="one_item_per_application"),
        ]

    def __str__(self) -> str:
        return str(self.application)


class BatchChange(StateChange):
    """One step of a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
