"""What only participants tell, for their days in one place: passport, travel, diet, room, whom to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enrolment.models.application import Application


class Stay(models.Model):
    """Private: read at the desk by who may ``view_stay`` only, and each reading is noted.

    It belongs to the application, so that a substitute who takes over the place tells their own. ``told_at`` is empty
    while something needed is missing.
    """

    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="stay"
    )
    needs_visa = models.BooleanField(_("visa needed"), null=True, blank=True)
    passport_number = models.CharField(_("passport number"), max_length=30, blank=True)
    passport_country = CountryField(_("country of the passport"), blank=True)
    passport_until = models.DateField(_("passport valid until"), null=True, blank=True)
    arrives = models.DateField(_("day of arrival"), null=True, blank=True)
    leaves = models.DateField(_("day of departure"), null=True, blank=True)
    travel = models.CharField(_("flights or trains"), max_length=200, blank=True)
    diet = models.CharField(_("diet and allergies"), max_length=200, blank=True)
    room = models.TextField(_("needs for room and access"), max_length=1000, blank=True)
    emergency_name = models.CharField(_("whom to call in an emergency"), max_length=200, blank=True)
    emergency_phone = models.CharField(_("telephone of this person"), max_length=40, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        permissions = [("export_stay", _("Can hand out what participants tell about their stay"))]

    def __str__(self) -> str:
        return str(self.application)
