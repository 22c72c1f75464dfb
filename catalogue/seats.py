"""How many seats are taken. The catalogue knows capacities; who has a seat is known one app above, which says so.

``enrolment`` hands in its counter when Django starts. Without it the catalogue can still be read, and every seat
is free.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Taken:
    """Seats taken in one edition, and in each of its electives by primary key (none: the key is absent)."""

    places: int = 0
    electives: Mapping[int, int] = field(default_factory=dict)


Counter = Callable[[int], Taken]
_counters: list[Counter] = []


def counted_by(counter: Counter) -> None:
    """From now on, ask ``counter``."""
    _counters[:] = [counter]


def taken(edition: int) -> Taken:
    """The seats that are taken now of the edition with this primary key."""
    return _counters[0](edition) if _counters else Taken()


def left(capacity: int, taken_seats: int) -> int:
    """Seats still free; never below zero, also where the capacity was lowered afterwards."""
    return max(0, capacity - taken_seats)
