"""Documents that are made once, from data that is frozen with them."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from academy.models import StateChange
from catalogue.models import Edition
from certificates.states import CERTIFICATE, LIVE_CERTIFICATE
from enrolment.models import Place


class Ground(models.TextChoices):
    """Why a certificate does not stand any more, as far as anyone may read it."""

    MISTAKE = "mistake", _("It was issued by mistake.")
    REQUIREMENTS = "requirements", _("The requirements had not been met.")
    HOLDER = "holder", _("Its holder asked for it.")


class Certificate(models.Model):
    """A Certificate of Achievement: its number, the data that stands on it, and the PDF once the worker made it."""

    TABLE = CERTIFICATE

    number = models.CharField(_("number"), max_length=30, unique=True)
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="certificates")
    state = models.CharField(_("state"), max_length=20, choices=CERTIFICATE.choices, default="ordered", editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    data = models.JSONField(_("what stands on it"), encoder=DjangoJSONEncoder)
    document = models.OneToOneField(Document, verbose_name=_("document"), null=True, on_delete=models.PROTECT)
    unsigned_sha256 = models.CharField(_("SHA-256 before it was signed"), max_length=64, blank=True)
    credential = models.TextField(_("signed credential"), blank=True)
    status_index = models.PositiveIntegerField(_("place in the list of those revoked"), unique=True, editable=False)
    revoked_for = models.CharField(_("public reason"), max_length=20, choices=Ground, blank=True)
    ordered_at = models.DateTimeField(_("ordered"))
    replaces = models.OneToOneField(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-ordered_at", "-pk"]
        permissions = [("issue_certificate", _("Can issue, replace and revoke certificates"))]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(state__in=LIVE_CERTIFICATE), name="one_live_certificate"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where anyone can verify it."""
        return reverse("certificates:verified", args=[self.number])

    @property
    def state_for_participant(self) -> str:
        """The state in the words of the person who has it."""
        return str(CERTIFICATE.states[self.state].for_applicant)


class CertificateChange(StateChange):
    """One step of a certificate."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")


class InformationNote(models.Model):
    """The note of one edition in one language, made from data with one fingerprint, and kept until the data changes."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="notes")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    fingerprint = models.CharField(_("fingerprint of the data"), max_length=64)
    data = models.JSONField(_("made from"), encoder=DjangoJSONEncoder)
    document = models.OneToOneField(Document, verbose_name=_("document"), null=True, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(_("asked for"))

    class Meta:
        verbose_name = _("information note")
        verbose_name_plural = _("information notes")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "fingerprint"], name="one_note_per_fingerprint")
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"
