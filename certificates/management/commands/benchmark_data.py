"""``manage.py benchmark_data --years 10``: as much of everything as the Centre has in ten years, to measure with."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from academy.accounts.models import User
from catalogue.benchmark import load_catalogue
from catalogue.models import Course
from certificates.benchmark import load_certificates
from enrolment.benchmark import load_people

A_YEAR = {"courses": 40, "editions": 300, "people": 20_000, "applications": 30_000, "places": 12_000}
CERTIFICATES_A_YEAR = 10_000
MADE_UP = r"(\.example|@example\.(org|com|net))$"


class Command(BaseCommand):
    """Once, and only where nothing real can be: in demonstration mode, among people who are made up themselves."""

    help = "Fill a demonstration's database with made-up editions, people, applications, places and certificates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", type=int, default=10, help="how many years of the Centre's work (10)")
        parser.add_argument("--catalogue-only", action="store_true", help="courses and editions without people")

    def handle(self, *args: Any, years: int, catalogue_only: bool, **options: Any) -> None:
        refuse_where_anything_is_real()
        of_all = {name: count * years for name, count in A_YEAR.items()}
        courses, editions = of_all.pop("courses"), of_all.pop("editions")
        self.timed(
            f"{courses} courses, {editions} editions", load_catalogue, courses=courses, editions=editions, years=years
        )
        if not catalogue_only:
            self.timed(", ".join(f"{count} {name}" for name, count in of_all.items()), load_people, **of_all)
            most = CERTIFICATES_A_YEAR * years
            self.timed(f"at most {most} certificates", load_certificates, most)

    def timed(self, what: str, load: Callable[..., object], *args: Any, **sizes: Any) -> None:
        """Load all of it or nothing, and say how long it took."""
        since = time.monotonic()
        with transaction.atomic():
            load(*args, **sizes)
        self.stdout.write(f"{what}: {time.monotonic() - since:.0f} s")


def refuse_where_anything_is_real() -> None:
    """Raises CommandError with the reason."""
    if not settings.DEMONSTRATION:
        raise CommandError("This makes up thousands of people: only with DEMONSTRATION=true.")
    if User.objects.exclude(email__regex=MADE_UP).exists():
        raise CommandError("There are people here with real addresses; use an empty database.")
    if Course.objects.filter(slug__startswith="benchmark-").exists():
        raise CommandError("The benchmark's data is here already.")
