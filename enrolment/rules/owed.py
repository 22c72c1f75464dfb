"""Since when something is owed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from academy.money import ZERO


def owed_since(movements: Iterable[tuple[date, Decimal]]) -> date | None:
    """The day from which a sum is owed without a break; None when none is owed now.

    ``movements`` are days and signed sums in EUR, the earliest first. Charged 100.00 on 1 May, paid on 3 May and
    charged 50.00 on 9 May, it is owed since 9 May.
    """
    balance, since = ZERO, None
    for on, amount in movements:
        balance += amount
        since = (since or on) if balance > ZERO else None
    return since
