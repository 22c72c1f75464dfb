"""Keeping and handing out documents."""

import hashlib
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404

from academy import clock
from academy.documents.models import Document, DocumentPage

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def keep(
    content: bytes, *, title: str, content_type: str, made_from: dict[str, Any] | None = None, name: str = ""
) -> Document:
    """Store ``content`` and return its row. The file gets a random name.

    What the worker makes has a ``name`` of its own instead, so that a file left behind by a worker that died before
    its row was there is written over by the next attempt.
    """
    document = Document(
        title=title,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_from=made_from or {},
        created_at=clock.now(),
    )
    file_name = f"{name or uuid.uuid4().hex}.{SUFFIXES[content_type]}"
    document.file.save(file_name, ContentFile(content), save=False)
    document.save()
    return document


def hand_out(document: Document, *, inline: bool = False) -> FileResponse:
    """The bytes as an answer that no cache keeps and no browser takes for something else.

    The caller has checked that the person may read it. ``inline`` only for what we have sanitised or made. What is
    held back for the scanner, or was deleted by it, is not there: 404.
    """
    if document.held:
        raise Http404
    answer = FileResponse(
        document.file.open("rb"), as_attachment=not inline, filename=document.title, content_type=document.content_type
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def hand_out_page(page: DocumentPage) -> FileResponse:
    """One drawn page of a document, under the same rules."""
    if page.document.held:
        raise Http404
    answer = FileResponse(page.file.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
