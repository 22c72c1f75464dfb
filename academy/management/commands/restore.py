"""``manage.py restore FILE``: put a backup into an empty database and an empty storage."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.backup.operations import Unfit, put_back


class Command(BaseCommand):
    """Refuses a target that is not empty; afterwards every table and file has been compared with the archive."""

    help = "Put what `backup` wrote to FILE into the empty database and storage of these settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            found = put_back(file.resolve())
        except Unfit as error:
            raise CommandError(str(error)) from None
        rows = sum(count for count, _sum in found["tables"].values())
        self.stdout.write(f"Restored and compared: {rows} rows, {len(found['files'])} files, as of {found['made']}.")
