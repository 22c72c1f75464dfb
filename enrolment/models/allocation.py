"""Giving electives to all participants at once, and the line of those who wait for a seat in one."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from catalogue.models import Edition, Elective
from enrolment.models.place import Place
from enrolment.states import ALLOCATION


class Allocation(models.Model):
    """One working out for one edition: a dry run until it is applied.

    ``results`` maps the key of a place to its seats (elective to rank) and to what it missed and why; ``inputs`` is
    the fingerprint of what it was worked out from, so that an old one is never applied to new wishes.
    """

    TABLE = ALLOCATION

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="allocations"
    )
    state = models.CharField(_("state"), max_length=20, choices=ALLOCATION.choices, default="asked", editable=False)
    seed = models.PositiveIntegerField(
        _("seed of the lots"),
        default=1,
        validators=[MaxValueValidator(999_999)],
        help_text=_("Lots decide between results that are otherwise equal; the same seed draws the same lots."),
    )
    keep = models.BooleanField(
        _("keep the seats that participants have"),
        default=True,
        help_text=_("Otherwise all seats of the edition are given anew."),
    )
    asked_at = models.DateTimeField(_("asked for"))
    percent = models.PositiveSmallIntegerField(_("done, in per cent"), default=0)
    inputs = models.CharField(_("fingerprint of the wishes"), max_length=64, blank=True)
    results = models.JSONField(_("results"), default=dict)

    class Meta:
        verbose_name = _("allocation of electives")
        verbose_name_plural = _("allocations of electives")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_state_display()}"


class AllocationChange(StateChange):
    """One step of an allocation."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="changes")


class ElectiveWait(models.Model):
    """A participant waits for a seat in a full elective; who came first is first."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="waits")
    elective = models.ForeignKey(Elective, on_delete=models.PROTECT, related_name="waits")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("waiting for a seat in an elective")
        verbose_name_plural = _("waiting for seats in electives")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "elective"], name="one_wait_per_elective")]

    def __str__(self) -> str:
        return str(self.elective)
