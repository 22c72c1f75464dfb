"""The phases of an edition and the periods in which each runs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models.edition import Edition


class PhaseKind(models.TextChoices):
    """How people meet in a phase."""

    ONLINE = "online", _("Online")
    RESIDENTIAL = "residential", _("Residential")
    FOLLOW_UP = "follow-up", _("Follow-up")


class Phase(models.Model):
    """A part of an edition held in one place; it can run in weeks that do not touch."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=PhaseKind)
    place = models.CharField(pgettext_lazy("where a phase is held", "place"), max_length=100)
    weeks = models.CharField(_("weeks of the edition"), max_length=60, blank=True, help_text="1, 2, 4")
    content = models.TextField(_("what happens"), blank=True)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="one_phase_per_position")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"


class Period(models.Model):
    """Calendar days in Turin, both included."""

    phase = models.ForeignKey(Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="periods")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["starts"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="period_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.starts} – {self.ends}"
