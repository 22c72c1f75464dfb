"""The Centre changes its plan for an edition: it calls it off, or moves it to later days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Edition


class PlanKind(models.TextChoices):
    """What the Centre did."""

    CALLED_OFF = "called-off", _("called off")
    POSTPONED = "postponed", _("postponed")


class ChangeOfPlan(models.Model):
    """What was decided for everyone at once; the worker then carries it out for each person.

    The days are those of the edition before and after, and ``leave_until`` the last day on which a participant may
    leave without penalty; they are set when it was postponed. ``done_at`` is empty until everybody was told.
    """

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="changes_of_plan"
    )
    kind = models.CharField(_("what was decided"), max_length=12, choices=PlanKind)
    reasons = models.JSONField(_("reason, by language"), default=dict)
    old_starts = models.DateField(_("first day before"), null=True)
    old_ends = models.DateField(_("last day before"), null=True)
    new_starts = models.DateField(_("first day now"), null=True)
    new_ends = models.DateField(_("last day now"), null=True)
    leave_until = models.DateField(_("leave without penalty until"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("decided"))
    done_at = models.DateTimeField(_("everybody told"), null=True)

    class Meta:
        verbose_name = _("change of plan")
        verbose_name_plural = _("changes of plan")
        ordering = ["at", "pk"]
        permissions = [("change_plan", _("Can call off and postpone editions"))]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(kind="called-off"), name="called_off_once"),
            models.CheckConstraint(
                condition=Q(kind="called-off") | Q(new_starts__isnull=False, leave_until__isnull=False),
                name="postponed_to_known_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_kind_display()}"

    def reason_in(self, language: str) -> str:
        """The reason in that language, or in the first in which it was given."""
        return self.reasons.get(language) or next(iter(self.reasons.values()), "")
