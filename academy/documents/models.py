"""A document is an event: made once, stored with its hash, never changed."""

import uuid
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """Bytes that somebody uploaded or that the worker made; reached only through a view that checks who asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), upload_to="documents")
    title = models.CharField(_("file name for the reader"), max_length=200)
    content_type = models.CharField(_("type"), max_length=60)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    made_from = models.JSONField(_("made from"), default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("created"))
    held = models.BooleanField(_("held back until it is scanned"), default=False, db_index=True)
    infection = models.CharField(_("what the scanner found"), max_length=200, blank=True)
    undrawable = models.BooleanField(_("its pages cannot be drawn"), default=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row goes, and the bytes and the drawn pages with it."""
        self.forget_bytes()
        return super().delete(*args, **kwargs)

    def forget_bytes(self) -> None:
        """The bytes and the drawn pages go; the row stays, to say what there was."""
        for page in self.pages.all():
            page.file.delete(save=False)
        self.file.delete(save=False)


class DocumentPage(models.Model):
    """One page of an uploaded document as a picture, with the words on it."""

    document = models.ForeignKey(Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(_("page"))
    file = models.FileField(_("picture"), upload_to="documents")
    text = models.TextField(_("words on the page"), blank=True)

    class Meta:
        verbose_name = _("page of a document")
        verbose_name_plural = _("pages of documents")
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_picture_per_page")]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"


class DocumentReading(models.Model):
    """Somebody of the staff looked at a private document; rows are only ever added."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="readings"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    downloaded = models.BooleanField(_("downloaded"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look at a document")
        verbose_name_plural = _("looks at documents")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.document}: {self.by}"
