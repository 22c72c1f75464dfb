"""What the catalogue keeps about people: who asked to be told of a course. All else in it is public."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.accounts.models import User
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept
from academy.letters import operations as letters
from catalogue.models import Interest
from catalogue.operations.interest import about

INTERESTS = Until(_("the day on which you confirmed it; one click in each letter ends it at once"), years=3)

KEPT = [
    Kept(
        "catalogue.Interest",
        "email language asked_at confirmed_at",
        address="email",
        what=_("E-mail addresses that ask to be told of a course’s next edition"),
        why=_("To write when the course takes applications."),
        until=INTERESTS,
    ),
]
OF_THE_CATALOGUE = """
CancellationPolicy CancellationTier Course Criterion Edition Elective Figure FinalAssignment
GroupRole GroupWork MarkingCriterion Module Passage Period Phase PricePart
Rate RatePart Requirement SearchEntry Session Telling ThematicArea Version Week
"""
NOT_PERSONAL = {f"catalogue.{name}": "*" for name in OF_THE_CATALOGUE.split()}


def old_interests(today: date) -> QuerySet[Any]:
    """Confirmed three years ago."""
    return Interest.objects.filter(confirmed_at__lt=clock.start_of_day(INTERESTS.cutoff(today)))


def leave(interest: Interest, now: datetime) -> None:
    """The address goes, with the letters to it."""
    letters.forget(about(interest))
    interest.delete()


DUES = [Due("interests", _("Addresses that ask to be told of a course"), old_interests, leave)]


def forget(person: User, now: datetime) -> None:
    """Every wish of the person's address."""
    for interest in Interest.objects.filter(email__iexact=person.email):
        leave(interest, now)
