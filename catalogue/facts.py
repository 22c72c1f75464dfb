"""From the catalogue's tables to the dataclasses that rules want."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from academy.money import share
from catalogue.models import (
    CancellationPolicy,
    Delivery,
    Edition,
    Passage,
    PassageKind,
    Phase,
    PhaseKind,
    PricePart,
    Rate,
    RatePart,
)
from catalogue.rules.cancellation import Notice, Policy, Span, Tier, notices, spans
from catalogue.rules.status import Dates, Status, status


@dataclass(frozen=True)
class Cost:
    """What cancelling would cost, in EUR, on the days of ``span``; None where the price is not known."""

    span: Span
    amount: Decimal | None


def dates_of(edition: Edition) -> Dates:
    """The days that decide where the edition stands."""
    return Dates(
        starts=edition.starts,
        ends=edition.ends,
        applications_open=edition.applications_open,
        applications_close=edition.applications_close,
        own_pace=edition.delivery == Delivery.SELF_GUIDED,
        archived=edition.archived,
        cancelled=edition.cancelled,
    )


def status_of(edition: Edition, today: date) -> Status:
    """Where the edition stands on ``today``."""
    return status(dates_of(edition), today)


def policy_of(policy: CancellationPolicy) -> Policy:
    """The policy as the rules want it; reads ``policy.tiers``, which a list prefetches."""
    tiers = tuple(Tier(tier.days_at_least, tier.penalty_percent) for tier in policy.tiers.all())
    return Policy(tiers, policy.alternatives_notice_days, policy.bank_charges)


@dataclass(frozen=True)
class Price:
    """What one kind of participant pays, in EUR; ``title`` is empty for the usual price."""

    title: str
    parts: list[PricePart | RatePart]

    @property
    def total(self) -> Decimal | None:
        """All parts together, or None when no part is known."""
        return sum((part.amount for part in self.parts), Decimal("0.00")) if self.parts else None


def usual_price(edition: Edition) -> Price:
    """What who is of no special kind pays; reads ``edition.price_parts``."""
    return Price("", list(edition.price_parts.all()))


def price_at(rate: Rate) -> Price:
    """What participants of one kind pay; reads ``rate.parts``."""
    return Price(rate.title, list(rate.parts.all()))


def rates_of(edition: Edition) -> list[Price]:
    """What kinds of participants pay who do not pay the usual price; reads ``edition.rates`` with their parts."""
    return [price_at(rate) for rate in edition.rates.all()]


def price_of(edition: Edition) -> Decimal | None:
    """The whole usual price in EUR, or None when no part of it is known; reads ``edition.price_parts``."""
    return usual_price(edition).total


def costs_of(edition: Edition, price: Price | None = None) -> list[Cost]:
    """What cancelling would cost by date, of the usual price or another, from the edition's own policy.

    Nothing without a policy or a first day.
    """
    if edition.policy is None or edition.starts is None:
        return []
    whole = (price or usual_price(edition)).total
    return [
        Cost(span, None if whole is None else share(whole, span.penalty_percent))
        for span in spans(policy_of(edition.policy), edition.starts)
    ]


def notices_of(edition: Edition) -> list[Notice]:
    """What cancelling would cost by days before the start, where the policy is known and the first day is not."""
    return notices(policy_of(edition.policy)) if edition.policy and edition.starts is None else []


def in_reading_order(*layers: Iterable[Passage]) -> list[Passage]:
    """One passage a heading, in the order of PassageKind; a later layer replaces an earlier one."""
    chosen = {passage.kind: passage for layer in layers for passage in layer}
    return [chosen[kind] for kind in PassageKind.values if kind in chosen]


def passages_of(edition: Edition) -> list[Passage]:
    """What the edition's page and note say: the course's passages, with the edition's own in their place.

    Reads ``edition.passages`` and ``course.passages``; the latter holds the passages of all editions too, of which
    only the course's own count.
    """
    of_course = [passage for passage in edition.course.passages.all() if passage.edition_id is None]
    return in_reading_order(of_course, edition.passages.all())


def residential(edition: Edition) -> list[Phase]:
    """The phases in which people meet in one place; reads ``edition.phases``."""
    return [phase for phase in edition.phases.all() if phase.kind == PhaseKind.RESIDENTIAL]


def place_of(edition: Edition) -> str:
    """Where people meet face to face, said once: “Turin, Italy”; empty where they do not, or it is not known."""
    return "; ".join(dict.fromkeys(phase.place for phase in residential(edition)))


def meets_face_to_face(edition: Edition) -> bool:
    """Whether people travel to the edition."""
    return edition.delivery in (Delivery.FACE_TO_FACE, Delivery.BLENDED)


def meets_in_turin(edition: Edition) -> bool:
    """Whether people live on the Centre's campus; so it is where no other place is named."""
    with override("en"):
        return all("Turin" in phase.place for phase in residential(edition))
