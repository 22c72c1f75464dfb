"""Information notes: one row for each version of each language."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from catalogue.models import Edition


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
