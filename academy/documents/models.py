"""A document is an event: made once, stored with its hash, never changed."""

import uuid
from typing import Any

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
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_from = models.JSONField(_("made from"), default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row goes and the bytes with it."""
        self.file.delete(save=False)
        return super().delete(*args, **kwargs)
