"""What is kept of a letter that the virus scanner found infected."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.application import Application
from enrolment.models.nomination import Nomination


class InfectedLetter(models.Model):
    """A letter was taken from an application or a nomination and deleted; another came at ``replaced_at``."""

    application = models.ForeignKey(
        Application,
        verbose_name=_("application"),
        null=True,
        on_delete=models.CASCADE,
        related_name="infected_letters",
    )
    nomination = models.ForeignKey(
        Nomination, verbose_name=_("nomination"), null=True, on_delete=models.CASCADE, related_name="infected_letters"
    )
    title = models.CharField(_("file name"), max_length=200)
    found = models.CharField(_("what the scanner found"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("deleted"))
    replaced_at = models.DateTimeField(_("replaced by another"), null=True)

    class Meta:
        verbose_name = _("infected letter")
        verbose_name_plural = _("infected letters")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application=None, nomination__isnull=False) | Q(application__isnull=False, nomination=None),
                name="an_infected_letter_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title
