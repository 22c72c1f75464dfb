"""Who came to which session, and which assessments were passed: one row for each thing that was noted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Session
from enrolment.models.place import Place


class Source(models.TextChoices):
    """How it became known."""

    LIST = "list", _("from the list")
    FILE = "file", _("from a report")
    CODE = "code", _("by the code in the room")


class Attendance(models.Model):
    """Somebody came to a session, or did not after all; the newest row counts. Rows are only ever added."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    present = models.BooleanField(_("present"))
    source = models.CharField(_("how it became known"), max_length=4, choices=Source)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.session}: {'+' if self.present else '-'}"


class Result(models.Model):
    """An assessment was passed, or not; the newest row of a name counts. Rows are only ever added."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="results")
    name = models.CharField(_("assessment"), max_length=200)
    passed = models.BooleanField(_("passed"))
    said = models.CharField(_("as the report says it"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("result of an assessment")
        verbose_name_plural = _("results of assessments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"


class RoomCode(models.Model):
    """Six digits that are shown in the room for some minutes; who types them in was there."""

    session = models.ForeignKey(Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="codes")
    digits = models.CharField(_("code"), max_length=6)
    shown_at = models.DateTimeField(_("shown since"))
    ends_at = models.DateTimeField(_("counts until"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("shown by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("code for a session")
        verbose_name_plural = _("codes for sessions")
        ordering = ["shown_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session}, {self.shown_at}"
