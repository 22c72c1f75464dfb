"""What participants tell about their stay, by when, and what is still missing."""

from dataclasses import dataclass
from datetime import date, timedelta

ALWAYS = ("needs_visa", "arrives", "leaves", "emergency_name", "emergency_phone")
FOR_A_VISA = ("passport_number", "passport_country", "passport_until")


def due(first_day: date, days_before: int) -> date:
    """The last day to tell it: ``days_before`` days before the first day in one place, 10 May for 31 May and 21."""
    return first_day - timedelta(days=days_before)


def missing(filled: frozenset[str], *, needs_visa: bool | None) -> tuple[str, ...]:
    """The fields that are empty and needed; the passport only of who needs a visa, for the letter to the consulate."""
    needed = ALWAYS + (FOR_A_VISA if needs_visa else ())
    return tuple(name for name in needed if name not in filled)


def ends_too_soon(passport_until: date | None, leaves: date | None) -> bool:
    """Whether the passport ends before the day of departure."""
    return passport_until is not None and leaves is not None and passport_until < leaves


@dataclass(frozen=True)
class Standing:
    """By when the stay is to be told, what is missing, and whether it is late."""

    due: date
    missing: tuple[str, ...]
    late: bool
    passport_ends_too_soon: bool

    @property
    def told(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def standing(due_on: date, lacking: tuple[str, ...], *, short_passport: bool, today: date) -> Standing:
    """Where the participant stands on ``today``; the last day itself is in time."""
    return Standing(due_on, lacking, bool(lacking) and today > due_on, short_passport)
