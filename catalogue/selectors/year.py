"""What a year holds: when editions run and until when one may apply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max, Min, Q, QuerySet

from academy.year import Plan, Span
from catalogue.models import Edition
from catalogue.selectors.cards import Card, listed


@dataclass(frozen=True)
class Happening:
    """A day on which an edition begins, or (``deadline``) the last on which one may apply for it."""

    day: date
    card: Card
    deadline: bool


@dataclass(frozen=True)
class Month:
    """A month with what happens in it, in order."""

    first: date
    happenings: list[Happening]


def years() -> tuple[int, int] | None:
    """The first and the last year of which anything is known; None where nothing is."""
    known = Edition.objects.published().aggregate(
        Min("starts"), Min("applications_close"), Max("ends"), Max("applications_close")
    )
    days = [day for day in known.values() if day]
    return (min(days).year, max(days).year) if days else None


def editions_of(number: int) -> QuerySet[Edition]:
    """Published editions that run in the year or close for applications in it, the earliest first."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    running = Q(starts__lte=last, ends__gte=first)
    found = Edition.objects.published().filter(running | Q(applications_close__range=(first, last)))
    return listed(found).prefetch_related("phases__periods").order_by("starts", "pk")


def plan_of(card: Card) -> Plan:
    """The edition as a drawing shows it: its periods, or all its days where no period is known."""
    edition = card.edition
    spans = [
        Span(period.starts, period.ends, phase.kind) for phase in edition.phases.all() for period in phase.periods.all()
    ]
    if not spans and edition.starts and edition.ends:
        spans = [Span(edition.starts, edition.ends, edition.delivery)]
    return Plan(edition.course.abbreviation, edition.name, tuple(spans), edition.applications_close)


def months(number: int, cards: Iterable[Card]) -> list[Month]:
    """The months of the year in which something happens to the editions."""
    happenings = [
        Happening(day, card, deadline)
        for card in cards
        for day, deadline in ((card.edition.starts, False), (card.edition.applications_close, True))
        if day and day.year == number
    ]
    happenings.sort(key=lambda one: (one.day, one.deadline))
    grouped = groupby(happenings, key=lambda one: one.day.replace(day=1))
    return [Month(first, list(inside)) for first, inside in grouped]
