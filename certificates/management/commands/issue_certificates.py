"""``manage.py issue_certificates A9718056``: order the certificates of an edition and make them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from academy import clock
from academy.errors import Refused
from academy.jobs.operations import run_now, waiting
from catalogue.models import Edition
from certificates import facts
from certificates.operations.issue import issue
from certificates.operations.render import render


class Command(BaseCommand):
    """Does what the desk's button does, and then the worker's part in this process."""

    help = "Issue the certificates that participants of an edition have earned and do not have yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the edition's code, or its address where it has no code")
        parser.add_argument("--no-render", action="store_true", help="order only; the worker makes the PDFs")

    def handle(self, *, code: str, no_render: bool, **_options: Any) -> None:
        edition = find_edition(code)
        try:
            ordered = issue(edition, by=None, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if not no_render:
            make(edition)
        for certificate in ordered:
            certificate.refresh_from_db()
            self.stdout.write(f"{certificate.number}  {certificate.data['name']}  {certificate.state}")
        self.say_who_got_none(edition, {certificate.place.pk for certificate in ordered})
        self.stdout.write(f"{len(ordered)} certificates ordered.")

    def say_who_got_none(self, edition: Edition, just_now: set[int]) -> None:
        """One line for each place without a new certificate, with the reason."""
        for verdict in facts.verdicts(edition):
            if verdict.place.pk not in just_now:
                self.stdout.write(f"none  {verdict.place.application.full_name}  {verdict.why}")


def find_edition(code: str) -> Edition:
    """The edition with that code or address. Raises CommandError when there is none."""
    found = Edition.objects.filter(Q(code__iexact=code) | Q(slug__iexact=code)).first()
    if found is None:
        raise CommandError(f"There is no edition {code}.")
    return found


def make(edition: Edition) -> None:
    """Do every waiting job for the edition's certificates here, less what a worker holds or staff have put aside."""
    for job_id in waiting(render, facts.being_made(edition)).values_list("pk", flat=True):
        run_now(job_id)
