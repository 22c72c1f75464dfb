"""``manage.py render_information_note A9718056 --language en --output note.pdf``: the note that the site would give."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from academy import clock
from academy.documents.models import Document
from academy.errors import Refused
from certificates.note import for_note
from certificates.operations.note import current, make


class Command(BaseCommand):
    """Does what the page and the worker do, in this process."""

    help = "Write the information note of an edition to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the edition's code, or its address where it has no code")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--output", required=True, type=Path, help="the file to write")

    def handle(self, *, code: str, language: str, output: Path, **_options: Any) -> None:
        edition = for_note().filter(Q(code__iexact=code) | Q(slug__iexact=code)).first()
        if edition is None:
            raise CommandError(f"There is no published edition {code}.")
        try:
            note = current(edition, language, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        make(str(note.pk))
        document = Document.objects.get(informationnote=note)
        with document.file.open("rb") as file:
            output.write_bytes(file.read())
        self.stdout.write(f"{output}: {document.size} bytes, SHA-256 {document.sha256}")
