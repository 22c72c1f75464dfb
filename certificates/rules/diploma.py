"""What counts for the diploma, in which five years, and what would close the gap.

Source: the diploma needs the Academy on Labour Migration, three further eligible courses and a capstone project; there
are five years for all of it, in any order; each course counts once its Certificate of Achievement is there.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """What the diploma is made of."""

    REQUIRED = "required"
    FURTHER = "further"
    CAPSTONE = "capstone"


@dataclass(frozen=True)
class Credit:
    """Something that counts: as which part, what (the same ``key`` counts once), and the day on which it was done."""

    part: Part
    key: str
    on: date


@dataclass(frozen=True)
class Policy:
    """How many years there are, and how many of each part it takes."""

    years: int = 5
    required: int = 1
    further: int = 3
    capstone: int = 1

    def needed(self, part: Part) -> int:
        """How many of it."""
        return int(getattr(self, part.value))

    @property
    def whole(self) -> int:
        """All that it takes."""
        return sum(self.needed(part) for part in Part)


@dataclass(frozen=True)
class Window:
    """The first and the last day of the years that there are, and what counts in them, by day."""

    opens: date
    closes: date
    counts: tuple[Credit, ...]


@dataclass(frozen=True)
class Standing:
    """The best window, if any; how many of each part are missing in it; and what counts in none of its days."""

    window: Window | None
    missing: tuple[tuple[Part, int], ...]
    left_out: tuple[Credit, ...]

    @property
    def complete(self) -> bool:
        """Nothing is missing."""
        return not self.missing

    @property
    def done(self) -> int:
        """How much counts."""
        return len(self.window.counts) if self.window else 0


def closes(opens: date, years: int) -> date:
    """The last day of a period of so many years: the same day of the last year, or 28 February for 29 February.

    From 10 March 2021 to 10 March 2026; from 29 February 2024 to 28 February 2029. Source: as Regulation (EEC,
    Euratom) 1182/71, article 3(2)(c), counts periods in years.
    """
    try:
        return opens.replace(year=opens.year + years)
    except ValueError:  # that year has no 29 February
        return date(opens.year + years, 2, 28)


def counted(earned: Collection[Credit], opens: date, policy: Policy) -> Window:
    """The window that begins on ``opens``: each thing counts once, and of each part no more than needed."""
    last = closes(opens, policy.years)
    counts: list[Credit] = []
    for credit in sorted(earned, key=lambda one: (one.on, one.key)):
        known = any(one.key == credit.key and one.part is credit.part for one in counts)
        full = sum(one.part is credit.part for one in counts) >= policy.needed(credit.part)
        if opens <= credit.on <= last and not known and not full:
            counts.append(credit)
    return Window(opens, last, tuple(counts))


def best(earned: Collection[Credit], today: date, policy: Policy) -> Window | None:
    """The window with most in it, of equals the one that closes last; None where nothing counts any more.

    A window that has closed counts only when it is complete, and then for good.
    """
    windows = [counted(earned, opens, policy) for opens in {credit.on for credit in earned}]
    alive = [one for one in windows if one.closes >= today or len(one.counts) == policy.whole]
    return max(alive, key=lambda one: (len(one.counts), one.opens), default=None)


def standing(earned: Collection[Credit], today: date, policy: Policy) -> Standing:
    """How far somebody is: with the Academy on 1 June 2024 and one course, two are missing, the capstone too."""
    window = best(earned, today, policy)
    have = Counter(credit.part for credit in window.counts) if window else Counter[Part]()
    missing = tuple((part, policy.needed(part) - have[part]) for part in Part if have[part] < policy.needed(part))
    within = {(one.part, one.key) for one in window.counts} if window else set()
    left_out = tuple(sorted((one for one in earned if (one.part, one.key) not in within), key=lambda one: one.on))
    return Standing(window, missing, left_out)


def helps(earned: Sequence[Credit], offer: Credit, policy: Policy) -> bool:
    """Whether having done ``offer`` on its day would count for more than not having done it."""
    before, after = (best(found, offer.on, policy) for found in (earned, [*earned, offer]))
    return (len(after.counts) if after else 0) > (len(before.counts) if before else 0)
