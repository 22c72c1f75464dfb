"""``manage.py load_catalogue``: courses, editions and policies, from the files in ``catalogue/data``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.errors import Refused
from catalogue.models import Course
from catalogue.operations.load import load_catalogue


class Command(BaseCommand):
    """Safe to run again; it takes back what staff changed in the courses that the files hold."""

    help = "Bring the catalogue to what the files in catalogue/data say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Only where there is no course yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"] and Course.objects.exists():
            return
        try:
            changes = load_catalogue()
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Catalogue: {changes.written} rows written, {changes.removed} removed")
