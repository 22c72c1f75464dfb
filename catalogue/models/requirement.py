"""What a participant must do to complete an edition."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.edition import Edition


class RequirementKind(models.TextChoices):
    """The kinds of work that can be asked."""

    ELECTIVES = "electives", _("Electives completed")
    WEBINARS = "webinars", _("Introductory webinars attended")
    PLENARIES = "plenaries", _("Face-to-face plenaries attended")
    GROUP_WORK = "group-work", _("Group work done with a team")
    ASSESSMENTS = "assessments", _("Assessments passed")
    FINAL_ASSIGNMENT = "final-assignment", _("Final assignment submitted")
    HOURS = "hours", _("Hours attended")


class RequirementUnit(models.TextChoices):
    """How an amount is meant."""

    NUMBER = "number", _("number")
    PERCENT = "percent", _("per cent of all")


SHARED = (RequirementKind.WEBINARS, RequirementKind.PLENARIES)  # of which a share can be asked


class Requirement(models.Model):
    """How much of one kind of work completes the edition: three electives, 80 % of the plenaries."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="requirements"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    amount = models.PositiveSmallIntegerField(_("how many"), default=1)
    unit = models.CharField(_("unit"), max_length=7, choices=RequirementUnit, default=RequirementUnit.NUMBER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="one_requirement_per_kind"),
            models.CheckConstraint(
                condition=Q(unit="number") | Q(kind__in=SHARED, amount__lte=100),
                name="a_share_is_of_webinars_or_plenaries",
                violation_error_message=_("A share in per cent is of webinars or plenaries, and at most 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.wanted}"

    @property
    def wanted(self) -> int | str:
        """How much as people read it: 3, or 80 %."""
        return self.amount if self.unit == RequirementUnit.NUMBER else _("%(percent)s %%") % {"percent": self.amount}
