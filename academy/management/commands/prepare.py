"""``manage.py prepare``: what every deployment does to its database, in order."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = ["migrate", "load_roles", "load_catalogue --once"]


class Command(BaseCommand):
    """Safe to run at every start, also while the site runs."""

    help = "Bring tables, roles and catalogue up to date; in demonstration mode, make up the demonstration as well."

    def handle(self, *args: Any, **options: Any) -> None:
        for step in STEPS + ["demo"] * settings.DEMONSTRATION:
            call_command(*step.split(), verbosity=0, stdout=self.stdout)
