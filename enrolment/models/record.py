"""The learning record: what staff have seen a participant do."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import RequirementKind
from enrolment.models.place import Place


class Evidence(models.Model):
    """How much of one requirement is done, as recorded at one moment; the newest row of a kind counts."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=RequirementKind)
    amount = models.PositiveSmallIntegerField(_("how many"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"
