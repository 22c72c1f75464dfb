"""What people upload: held back until the scanner says that it is clean, then drawn page by page for who may look.

Without ``CLAMAV_URL`` nothing is held back. A scanner that is away holds back; the sweep asks again.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from academy.documents import clamav
from academy.documents.check import Cleaned
from academy.documents.models import Document, DocumentPage
from academy.documents.operations import keep
from academy.jobs import operations as jobs
from academy.locks import lock_one

DRAW = Path(__file__).with_name("draw.py")
LONGEST_DRAWING = 60


@transaction.atomic
def take_in(letter: Cleaned) -> Document:
    """Keep a letter that was uploaded and cleaned; the worker scans and draws it."""
    document = keep(letter.content, title=letter.title, content_type=letter.content_type)
    document.held = bool(settings.CLAMAV_URL)
    document.save(update_fields=["held"])
    jobs.ask(scan if document.held else draw, document.pk)
    return document


def scan(document_id: str) -> None:
    """Ask the scanner about one document: clean ones are let through, the bytes of infected ones are deleted.

    Raises ScannerAway without a verdict; then the document stays held back.
    """
    document = Document.objects.filter(pk=document_id, held=True, infection="").first()
    if document is None:
        return
    with document.file.open("rb") as file:
        found = clamav.infection(file.read(), settings.CLAMAV_URL)
    with transaction.atomic():
        document = lock_one(Document.objects.filter(pk=document.pk))
        document.held, document.infection = bool(found), found[:200]
        document.save(update_fields=["held", "infection"])
        if found:
            transaction.on_commit(document.forget_bytes)
        else:
            jobs.ask(draw, document.pk)


def sweep() -> None:
    """Ask for the scan of every document that is still held back; without a scanner nothing stays so."""
    for key in Document.objects.filter(held=True, infection="").values_list("pk", flat=True):
        if settings.CLAMAV_URL:
            jobs.ask(scan, key)
        else:
            Document.objects.filter(pk=key, held=True).update(held=False)


def draw(document_id: str) -> None:
    """Draw the pages of one document, once; one that cannot be drawn is marked and can still be downloaded."""
    document = Document.objects.filter(pk=document_id, held=False, undrawable=False, pages=None).first()
    if document is None:
        return
    with TemporaryDirectory() as folder:
        drawn = drawn_into(Path(folder), document)
        with transaction.atomic():
            document = lock_one(Document.objects.filter(pk=document.pk))
            if document.pages.exists():
                return
            document.undrawable = not drawn
            document.save(update_fields=["undrawable"])
            for number, (picture, words) in enumerate(drawn, start=1):
                page = document.pages.model(document=document, number=number, text=words)
                page.file.save(f"{document.pk}-{number}.jpg", ContentFile(picture), save=False)
                page.save()


def drawn_into(folder: Path, document: Document) -> list[tuple[bytes, str]]:
    """The pages as pictures with their words, drawn by a process of its own; none when it fails."""
    source = folder / "source"
    with document.file.open("rb") as file:
        source.write_bytes(file.read())
    command = [sys.executable, "-I", str(DRAW), str(source), str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_DRAWING)
    except subprocess.SubprocessError:
        return []
    pictures = sorted(folder.glob("*.jpg"), key=lambda path: int(path.stem))
    return [(path.read_bytes(), path.with_suffix(".txt").read_text(encoding="utf-8")) for path in pictures]


def pages_of(document: Document) -> list[DocumentPage]:
    """The drawn pages; where there are none yet, the worker is asked for them."""
    pages = list(document.pages.all())
    if not pages and not document.held and not document.undrawable:
        jobs.ask(draw, document.pk)
    return pages
