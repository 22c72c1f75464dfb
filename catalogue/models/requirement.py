"""What a participant must do to complete an edition."""

from django.db import models
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


class Requirement(models.Model):
    """How much of one kind of work completes the edition: three electives, one final assignment."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="requirements"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    amount = models.PositiveSmallIntegerField(_("how many"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="one_requirement_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"
