"""From the catalogue's tables to the dataclasses that rules want."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from academy.money import share
from catalogue.models import CancellationPolicy, Delivery, Edition, Passage, PassageKind, Phase, PhaseKind
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


def price_of(edition: Edition) -> Decimal | None:
    """The whole price in EUR, or None when no part of it is known; reads ``edition.price_parts``."""
    parts = [part.amount for part in edition.price_parts.all()]
    return sum(parts, Decimal("0.00")) if parts else None


def costs_of(edition: Edition) -> list[Cost]:
    """What cancelling would cost by date, from the edition's own policy; nothing without a policy or a first day."""
    if edition.policy is None or edition.starts is None:
        return []
    price = price_of(edition)
    return [
        Cost(span, None if price is None else share(price, span.penalty_percent))
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
