"""What is outstanding, since when, and what is still expected.

When it is due says ``rules.invoices.due``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from academy.money import ZERO

AGES = (30, 60, 90)


@dataclass(frozen=True)
class Position:
    """What one payer owes for one place: EUR ``owed``, more than nothing, since the day ``due``."""

    edition: int
    payer: int
    owed: Decimal
    due: date


@dataclass(frozen=True)
class Aged:
    """EUR outstanding: not due yet, and overdue for 0 to 30, 31 to 60, 61 to 90 and more than 90 days."""

    not_due: Decimal
    ages: tuple[Decimal, ...]

    @property
    def overdue(self) -> Decimal:
        """All that should have been paid by now."""
        return sum(self.ages, ZERO)

    @property
    def total(self) -> Decimal:
        """All that is outstanding."""
        return self.not_due + self.overdue


def aged(positions: Iterable[Position], today: date) -> Aged:
    """Added up by age. What is due today is overdue from tomorrow on; 30 days after it is 30 days old."""
    not_due, ages = ZERO, [ZERO] * (len(AGES) + 1)
    for one in positions:
        days = (today - one.due).days
        if days <= 0:
            not_due += one.owed
        else:
            ages[sum(days > limit for limit in AGES)] += one.owed
    return Aged(not_due, tuple(ages))


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months(first: date, number: int) -> list[date]:
    """So many months from that of ``first`` on, each by its first day."""
    found = [month_of(first)]
    while len(found) < number:
        found.append(month_of(found[-1] + timedelta(days=31)))
    return found


def expected(positions: Iterable[Position], today: date) -> dict[date, Decimal]:
    """EUR by the month in which they are due; what is overdue is expected this month."""
    sums: dict[date, Decimal] = {}
    for one in positions:
        month = month_of(max(one.due, today))
        sums[month] = sums.get(month, ZERO) + one.owed
    return sums
