"""Letters, statements, badges and lists that are printed for a place or an edition, and photographs for them."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from catalogue.models import Edition
from enrolment.models import Place


class PrintoutKind(models.TextChoices):
    """What can be printed; ``certificates/kinds.py`` says of what and how."""

    ACCEPTANCE = "acceptance", _("Acceptance letter")
    VISA = "visa", _("Visa-support letter")
    SPONSOR = "sponsor", _("Letter for the sponsor")
    ATTENDANCE = "attendance", _("Attendance statement")
    BADGES = "badges", _("Badges")
    PLATES = "plates", _("Name plates")
    GROUP = "group", _("Group list")


class Printout(models.Model):
    """One of them, made from data with one fingerprint: asked for again, it is the same until the data changes."""

    kind = models.CharField(_("kind"), max_length=20, choices=PrintoutKind)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="printouts")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="printouts"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    fingerprint = models.CharField(_("fingerprint of the data"), max_length=64)
    data = models.JSONField(_("made from"), encoder=DjangoJSONEncoder)
    document = models.OneToOneField(Document, verbose_name=_("document"), null=True, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(_("asked for"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("printout")
        verbose_name_plural = _("printouts")
        ordering = ["-asked_at", "-pk"]
        permissions = [("make_printout", _("Can print letters, badges and lists"))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "language", "fingerprint"], name="one_printout_of_a_place_per_fingerprint"
            ),
            models.UniqueConstraint(
                fields=["kind", "edition", "language", "fingerprint"],
                condition=Q(place=None),
                name="one_printout_of_an_edition_per_fingerprint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place or self.edition}"


class Photograph(models.Model):
    """A picture of a person who consented to stand with it on badges and in the group list; withdrawn at will."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="photograph"
    )
    document = models.OneToOneField(Document, verbose_name=_("document"), on_delete=models.PROTECT)
    consented_at = models.DateTimeField(_("consented"))

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self) -> str:
        return str(self.person)
