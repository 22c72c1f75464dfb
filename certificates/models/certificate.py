"""Certificates and diplomas: what stands on each, and what became of it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.documents.models import Document
from academy.models import StateChange
from certificates.models.diploma import Capstone
from certificates.states import CERTIFICATE, LIVE_CERTIFICATE
from enrolment.models import Place


class Ground(models.TextChoices):
    """Why a certificate does not stand any more, as far as anyone may read it."""

    MISTAKE = "mistake", _("It was issued by mistake.")
    REQUIREMENTS = "requirements", _("The requirements had not been met.")
    HOLDER = "holder", _("Its holder asked for it.")


class Kind(models.TextChoices):
    """What is certified."""

    ACHIEVEMENT = "achievement", _("Certificate of Achievement")
    PARTICIPATION = "participation", _("Certificate of Participation")
    DIPLOMA = "diploma", _("Diploma")


class Certificate(models.Model):
    """A certificate of one place or the diploma of one person: its number, what stands on it, and the PDF once made."""

    TABLE = CERTIFICATE

    number = models.CharField(_("number"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ACHIEVEMENT, editable=False)
    # Typed as if always there, since nearly all code is about one of the two: ask for place_id first elsewhere.
    place: models.ForeignKey[Place, Place] = models.ForeignKey(  # type: ignore[misc]
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    capstone: models.ForeignKey[Capstone, Capstone] = models.ForeignKey(  # type: ignore[misc]
        Capstone, verbose_name=_("capstone"), null=True, blank=True, on_delete=models.PROTECT, related_name="diplomas"
    )
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
        indexes = [models.Index(fields=["-ordered_at", "-id"], name="certificates_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(state__in=LIVE_CERTIFICATE), name="one_live_certificate"
            ),
            models.UniqueConstraint(
                fields=["capstone"], condition=Q(state__in=LIVE_CERTIFICATE), name="one_live_diploma"
            ),
            models.CheckConstraint(
                condition=Q(kind="diploma", place=None, capstone__isnull=False)
                | Q(kind__in=["achievement", "participation"], place__isnull=False, capstone=None),
                name="a_diploma_has_a_capstone_and_a_certificate_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where anyone can verify it."""
        return reverse("certificates:verified", args=[self.number])

    @property
    def holder(self) -> User:
        """Whose it is."""
        return self.place.participant if self.place_id else self.capstone.person

    @property
    def holders_page(self) -> str:
        """Where its holder finds it."""
        return reverse("certificates:mine", args=[self.place_id]) if self.place_id else reverse("certificates:diploma")

    @property
    def state_for_participant(self) -> str:
        """The state in the words of the person who has it."""
        return str(CERTIFICATE.states[self.state].for_applicant)


class CertificateChange(StateChange):
    """One step of a certificate."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")


class Download(models.Model):
    """Somebody fetched the PDF; rows are only ever added. Without ``by`` it was somebody whose account is gone."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="downloads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.by}"
