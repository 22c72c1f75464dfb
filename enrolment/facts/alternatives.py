"""What there is instead of cancelling."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import (
    F,
    Q,
    QuerySet,
)

from catalogue import facts as catalogue_facts
from catalogue.facts import price_at
from catalogue.models import Edition, Rate
from enrolment.facts.seats import seats_held
from enrolment.facts.terms import terms_of
from enrolment.models import (
    Place,
)
from enrolment.rules.alternatives import Alternatives, alternatives
from enrolment.states import HOLDING_A_SEAT


def is_held(place: Place) -> bool:
    """Whether the place still has its seat."""
    return place.state in HOLDING_A_SEAT


def alternatives_of(place: Place, notice: date) -> Alternatives:
    """Whether a notice of this day still lets somebody else take the place, or move it to another edition."""
    return alternatives(terms_of(place).policy, place.edition.starts, notice)


def takes_transfers(today: date) -> QuerySet[Edition]:
    """Editions that a place can be moved to: anyone may read them, they are to come, and they have room."""
    coming = Edition.objects.published().filter(starts__gt=today, cancelled=False, archived=False)
    return coming.annotate(held=seats_held()).filter(Q(capacity=None) | Q(held__lt=F("capacity")))


@dataclass(frozen=True)
class Move:
    """An edition to move to: its ``price``, and the ``difference`` to what the place costs, in EUR."""

    edition: Edition
    price: Decimal
    difference: Decimal

    @property
    def less(self) -> Decimal:
        """By how much it is cheaper, when it is."""
        return -self.difference


def moves_for(place: Place, today: date) -> list[Move]:
    """Where the participant can ask to move, the soonest first, in three queries."""
    known = place.participant.applications.live().values("edition")
    editions = (
        takes_transfers(today)
        .exclude(pk__in=known)
        .select_related("course")
        .prefetch_related("price_parts", "rates__parts")
    )
    own = terms_of(place).price
    return [
        Move(edition, price, price - own)
        for edition in editions.order_by("starts", "pk")
        if (price := price_there(place, edition)) is not None
    ]


def rate_there(place: Place, edition: Edition) -> Rate | None:
    """The rate of another edition for the same kind of participant, by its name; None where there is none."""
    own = place.application.rate
    return next((rate for rate in edition.rates.all() if own and rate.title == own.title), None)


def price_there(place: Place, edition: Edition) -> Decimal | None:
    """What a place in another edition would cost the participant, in EUR."""
    rate = rate_there(place, edition)
    return price_at(rate).total if rate else catalogue_facts.price_of(edition)
