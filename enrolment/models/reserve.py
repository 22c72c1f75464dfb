"""The reserve list of an edition: whether it moves, what fell free, and who was passed over and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from catalogue.models import Edition
from enrolment.models.application import Application
from enrolment.states import RESERVE_LIST


class ReserveList(models.Model):
    """One edition's list. It moves by itself unless staff stop it; ``changes`` says who did, when and why.

    ``capacity_seen`` is the edition's capacity when it was last looked at: more is places that fell free.
    """

    TABLE = RESERVE_LIST

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="reserve_list"
    )
    state = models.CharField(_("state"), max_length=20, choices=RESERVE_LIST.choices, default="moving", editable=False)
    capacity_seen = models.PositiveSmallIntegerField(_("places"), null=True)

    class Meta:
        verbose_name = _("reserve list")
        verbose_name_plural = _("reserve lists")

    def __str__(self) -> str:
        return str(self.edition)


class ReserveListChange(StateChange):
    """One step of a reserve list."""

    reserve_list = models.ForeignKey(ReserveList, on_delete=models.CASCADE, related_name="changes")


class VacancyCause(models.TextChoices):
    """Why a place fell free."""

    CANCELLED = "cancelled", _("a place was given back")
    TURNED_DOWN = "turned-down", _("an offer was turned down")
    LAPSED = "lapsed", _("an offer lapsed")
    MOVED = "moved", _("a place moved to another edition")
    CAPACITY = "capacity", _("places were added")


class Vacancy(models.Model):
    """A place that fell free. It goes to the first on the list, once; it closes unfilled when nobody waits."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="vacancies")
    cause = models.CharField(_("cause"), max_length=12, choices=VacancyCause)
    at = models.DateTimeField(_("when"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    filled_by = models.ForeignKey(
        Application,
        verbose_name=_("went to"),
        null=True,
        on_delete=models.PROTECT,
        related_name="vacancies",
    )

    class Meta:
        verbose_name = _("place that fell free")
        verbose_name_plural = _("places that fell free")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["edition"], condition=Q(closed_at=None), name="open_vacancies")]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} – {self.edition}"


class PassedOver(models.Model):
    """Somebody on the list was passed over for somebody behind, with the reason; by nobody: by the rule itself."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="passed_over"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    why = models.TextField(_("why"))

    class Meta:
        verbose_name = _("passed over")
        verbose_name_plural = _("passed over")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="passed_over_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.application}: {self.why}"
