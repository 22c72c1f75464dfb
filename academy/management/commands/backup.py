"""``manage.py backup FILE``: everything that the site holds, as one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.backup.operations import back_up


class Command(BaseCommand):
    """Exits with an error rather than write over a file."""

    help = "Write the database and all private files into FILE (a tar), all of one moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already.")
        made = back_up(file.resolve())
        rows = sum(count for count, _sum in made["tables"].values())
        self.stdout.write(f"{file}: {rows} rows of {len(made['tables'])} tables, {len(made['files'])} files.")
        if made["gone"]:
            self.stdout.write(f"{len(made['gone'])} files that rows name were not there: {', '.join(made['gone'][:5])}")
