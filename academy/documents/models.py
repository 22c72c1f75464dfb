"""A document is an event: made once, stored with its hash, never changed."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
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
        """The row goes, and once that is certain the bytes and the drawn pages with it."""
        files = self.files()
        gone = super().delete(*args, **kwargs)
        transaction.on_commit(partial(erase, files))
        return gone

    def forget_bytes(self) -> None:
        """The bytes and the drawn pages go; the row stays, to say what there was."""
        erase(self.files())

    def files(self) -> list[FieldFile]:
        """The bytes, and those of the drawn pages."""
        return [self.file, *(page.file for page in self.pages.all())]


def erase(files: Iterable[FieldFile]) -> None:
    """Take the bytes off the storage."""
    for file in files:
        file.delete(save=False)


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
