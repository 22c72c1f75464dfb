"""``manage.py demo``: a site that is lived in, for trying out. In demonstration mode only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from academy import clock
from academy.accounts.roles import load_roles
from catalogue.demonstration import load_editions
from certificates.demonstration import load_diplomas
from certificates.operations.issue import issue
from enrolment.demonstration import PASSWORD, load_accounts, load_people
from enrolment.demonstration_applying import load_applying
from enrolment.demonstration_bank import load_bank
from enrolment.models import Application


class Command(BaseCommand):
    """Editions follow today at every run; people and their applications are made once."""

    help = "Make up editions, people, applications, places and certificates for a demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration's accounts have a public password: only with DEMONSTRATION=true.")
        now = clock.now()
        load_roles()
        editions = {edition.code: edition for edition in load_editions(clock.civil_day(now))}
        accounts = load_accounts()
        with transaction.atomic():
            if not Application.objects.filter(edition__demonstration=True).exists():
                load_people(editions, accounts, now)
                load_applying(editions, accounts, now)
                load_bank(accounts, now, settings.VAR_DIR / "statement.xml")
                issue(editions["DEMO-DONE"], by=accounts["administrator"], now=now)
                load_diplomas(accounts, now)
        for email in (person.email for person in accounts.values()):
            self.stdout.write(f"  {email}  {PASSWORD}")
