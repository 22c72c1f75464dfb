"""Who took part enough for a Certificate of Participation."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction


def share(lines: Sequence[tuple[int, int]]) -> int:
    """How much of all that is asked is done, in whole per cent, rounded down; each pair is needed and done.

    Each requirement weighs alike and counts no more than whole: of two webinars needed and one attended, and a final
    assignment that is there, (1/2 + 1) / 2 is 75. Without requirements it is 0.
    """
    if not lines:
        return 0
    parts = (Fraction(min(done, needed), max(needed, 1)) for needed, done in lines)
    return int(100 * sum(parts, Fraction(0)) / len(lines))


def took_part(lines: Sequence[tuple[int, int]], percent: int | None, ends: date | None, today: date) -> bool:
    """Whether it is enough by the edition's own rule, ``percent``, and the edition is over; without a rule never.

    Until the last day is past, everything may still be completed, which gives a Certificate of Achievement.
    """
    return percent is not None and ends is not None and ends < today and share(lines) >= percent
