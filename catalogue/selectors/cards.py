"""An edition in a list."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from catalogue import facts
from catalogue.models import Edition
from catalogue.rules.status import Status

TO_HOPE_FOR = (Status.ANNOUNCED, Status.OPEN, Status.CLOSING_SOON)
BEFORE_THE_START = (*TO_HOPE_FOR, Status.CLOSED)


@dataclass(frozen=True)
class Card:
    """An edition with what is computed about it; ``days_left`` is None unless one may apply."""

    edition: Edition
    status: Status
    price: Decimal | None
    place: str
    days_left: int | None

    @property
    def takes_applications(self) -> bool:
        """Whether one may apply today."""
        return self.days_left is not None

    @property
    def to_hope_for(self) -> bool:
        """Whether one may apply today or later."""
        return self.status in TO_HOPE_FOR

    @property
    def confirmed(self) -> bool:
        """Whether the Centre has said that it will take place, while that is still news."""
        return self.edition.confirmed_at is not None and self.before_the_start

    @property
    def before_the_start(self) -> bool:
        """Whether free places still mean something."""
        return self.status in BEFORE_THE_START


def card(edition: Edition, today: date) -> Card:
    """The edition as a list shows it; reads what ``listed`` prefetches."""
    return made(edition, today, facts.price_of(edition), facts.place_of(edition))


def made(edition: Edition, today: date, price: Decimal | None, place: str) -> Card:
    """The edition as a list shows it, where price and place are known already."""
    status = facts.status_of(edition, today)
    closes = edition.applications_close
    days_left = (closes - today).days if closes and status in (Status.OPEN, Status.CLOSING_SOON) else None
    return Card(edition, status, price, place, days_left)


def listed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """``editions`` with what a card shows."""
    return editions.select_related("course").prefetch_related("price_parts", "phases")


def cards(editions: QuerySet[Edition], today: date) -> list[Card]:
    """The editions as cards, in their order."""
    return [card(edition, today) for edition in listed(editions)]
