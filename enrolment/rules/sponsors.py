"""What a sponsor promises, whether it covers the price, and whether a question to a sponsor can still be answered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal("0.00")


class Share(StrEnum):
    """How much of the price the sponsor pays; ``refused``: nothing, and it does not stand by the application."""

    ALL = "all"
    PART = "part"
    NONE = "none"
    REFUSED = "refused"


@dataclass(frozen=True)
class Pledge:
    """A sponsor's promise: the share, and the sum in EUR; None when all of a price that is not known is promised."""

    share: str
    amount: Decimal | None


def promised(share: str, typed: Decimal | None, price: Decimal | None) -> Pledge | None:
    """The promise that was meant, or None when the sum makes no sense.

    A part is more than nothing and less than the price: ``part`` of EUR 1,000 of a price of EUR 2,720 is a promise of
    EUR 1,000, of EUR 2,720 it is none, for then ``all`` was meant.
    """
    if share == Share.ALL:
        return Pledge(share, price)
    if share == Share.PART:
        sensible = typed is not None and typed > ZERO and (price is None or typed < price)
        return Pledge(share, typed) if sensible else None
    return Pledge(share, ZERO)


def covers(pledge: Pledge | None, price: Decimal | None) -> bool:
    """Whether the sponsor has promised the whole price.

    Source: the letter of sponsorship "covers the total participation fee" (selection criteria of A9718056). What was
    promised of an earlier, lower price does not cover a higher one.
    """
    if pledge is None or pledge.share != Share.ALL:
        return False
    return price is None or pledge.amount is None or pledge.amount >= price


class Standing(StrEnum):
    """Where a question to a sponsor stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REPLACED = "replaced"
    EXPIRED = "expired"
    OVER = "over"


@dataclass(frozen=True)
class Asked:
    """A question to a sponsor: until when it can be answered, and what became of it and of the application."""

    expires_at: datetime
    answered: bool
    ended: bool
    application_lives: bool


def standing(asked: Asked, now: datetime) -> Standing:
    """Where the question stands at the moment ``now``; what was answered stays answered whatever comes later."""
    if asked.answered:
        return Standing.ANSWERED
    if asked.ended:
        return Standing.REPLACED
    if not asked.application_lives:
        return Standing.OVER
    return Standing.EXPIRED if asked.expires_at <= now else Standing.OPEN
