"""Sums by month, drawn: a column for each, what is certain below and what is expected above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TOP, FLOOR, FOOT = 8, 168, 34
FULL = 0.62  # of the room of a month is its column


@dataclass(frozen=True)
class Month:
    """EUR of a month, by its first day; refunds can make ``certain`` less than nothing."""

    first: date
    certain: Decimal
    expected: Decimal


@dataclass(frozen=True)
class Column:
    """One month drawn: across in per cent, down in pixels; of less than nothing nothing is drawn."""

    month: Month
    x: float
    width: float
    certain_height: int
    expected_height: int

    middle = property(lambda self: self.x + self.width / 2)
    end = property(lambda self: self.x + self.width)
    certain_y = property(lambda self: FLOOR - self.certain_height)
    expected_y = property(lambda self: self.certain_y - self.expected_height)


@dataclass(frozen=True)
class Columns:
    """All months on one scale; ``most`` is the sum of the highest column."""

    columns: tuple[Column, ...]
    most: Decimal

    height = FLOOR + FOOT
    top = TOP
    floor = FLOOR
    month_y = FLOOR + 20


def columns(months: Sequence[Month]) -> Columns:
    """The months side by side. Of 100 and 50 EUR, the second column is half as high as the first."""
    most = max((max(one.certain, Decimal(0)) + max(one.expected, Decimal(0)) for one in months), default=Decimal(0))

    def high(amount: Decimal) -> int:
        return int((FLOOR - TOP) * amount / most) if amount > 0 else 0

    room = 100 / max(len(months), 1)
    drawn = [
        Column(
            one,
            round(at * room + room * (1 - FULL) / 2, 2),
            round(room * FULL, 2),
            high(one.certain),
            high(one.expected),
        )
        for at, one in enumerate(months)
    ]
    return Columns(tuple(drawn), most)
