"""The order of a reserve list, and when it moves."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Waiting:
    """Somebody on the list: the ``rank`` that staff gave, if any, the reviewers' ``score``, if any, and since when."""

    key: int
    rank: int | None
    score: Decimal | None
    submitted_at: datetime


def in_order(waiting: list[Waiting]) -> list[Waiting]:
    """First those whom staff ranked, in that order; then the highest score; then who applied first.

    Who has no score stands after those who have one.
    """
    return sorted(waiting, key=place_of)


def place_of(one: Waiting) -> tuple[bool, int, bool, Decimal, datetime, int]:
    """What is compared, from left to right; the key keeps two people of the same moment in the same order."""
    return (one.rank is None, one.rank or 0, one.score is None, -(one.score or Decimal(0)), one.submitted_at, one.key)


def is_over(starts: date | None, today: date, *, called_off: bool) -> bool:
    """Whether nobody moves up any more: from the first day of the edition on, and when it was called off."""
    return called_off or (starts is not None and starts <= today)
