"""Final assignments: until when they are taken, what two marks come to, and what is passed.

Source: the course asks for a final individual assignment (A9718056, A9716204). Ours: two people mark it without knowing
whose it is or what the other thinks; where they lie far apart a third decides with them, or the two agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from enrolment.rules.review import MOST, rounded, weighted

HUNDRED = Decimal(100)
ATTEMPTS = 2


@dataclass(frozen=True)
class Policy:
    """What an edition says: the last day, the rule for being late, and the rule for marks (points of 100)."""

    due: date
    late_days: int = 0
    late_points: int = 0
    pass_mark: int = 60
    most_apart: int = 20
    resubmit_days: int = 14


def due_on(policy: Policy, extended: date | None, failed_on: date | None = None) -> date:
    """The last day: the edition's, or of a second attempt so many days after the first was not passed.

    An extension can only give time, never take it: due on 1 August and extended to 5 August, it is 5 August.
    """
    plain = policy.due if failed_on is None else failed_on + timedelta(days=policy.resubmit_days)
    return max(plain, extended or plain)


def days_late(due: date, day: date) -> int:
    """How many days after the last one; the last day itself is in time."""
    return max((day - due).days, 0)


def is_taken(policy: Policy, due: date, day: date) -> bool:
    """Whether it is taken on ``day``: until the last day, and so many days more as the edition allows."""
    return days_late(due, day) <= policy.late_days


def may_try_again(policy: Policy, attempt: int) -> bool:
    """Whether there is another attempt after this one was not passed."""
    return attempt < ATTEMPTS and policy.resubmit_days > 0


def mark(scores: Mapping[str, int], weights: Mapping[str, int]) -> Decimal:
    """Scores from 0 to 5 by criterion as a mark of 100: 4 and 1 with weights 2 and 1 are 60.00."""
    return rounded(weighted(scores, weights) * HUNDRED / MOST)


def settled(marks: Sequence[Decimal], agreed: Decimal | None, policy: Policy) -> Decimal | None:
    """What the marks come to, in the order in which they were given; None while one more is needed.

    Two that are near enough come to their mean: 60 and 70 are 65. Of three the middle one counts: 40, 80 and 70 are 70.
    """
    if len(marks) < 2:
        return None
    if agreed is not None:
        return agreed
    if len(marks) > 2:
        return median(marks[:3])
    if apart(marks) > policy.most_apart:
        return None
    return rounded(sum(marks, Decimal(0)) / 2)


def apart(marks: Sequence[Decimal]) -> Decimal:
    """How far the marks lie apart."""
    return max(marks) - min(marks)


def after_lateness(found: Decimal, late: int, policy: Policy) -> Decimal:
    """The mark less the points for each day late, never below 0: 65 two days late at 5 points are 55."""
    return max(found - late * policy.late_points, Decimal("0.00"))


def is_passed(found: Decimal, policy: Policy) -> bool:
    """Whether the mark is enough."""
    return found >= policy.pass_mark


def counted(states: Sequence[str], *, passed_only: bool) -> int:
    """1 where one attempt counts towards the requirement: passed, or else only handed in, whatever came of it."""
    return int(any(state == "passed" if passed_only else state != "draft" for state in states))
