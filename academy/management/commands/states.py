"""``manage.py states``: write ``docs/states.md`` from the transition tables."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from academy.statebook import book, tables

PAGE = settings.BASE_DIR / "docs" / "states.md"


class Command(BaseCommand):
    """Run it after changing a table; a test compares the page with the tables."""

    help = "Write docs/states.md from the transition tables."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(book(tables()), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is up to date.")
