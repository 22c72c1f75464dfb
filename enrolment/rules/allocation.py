"""Who gets which electives: the best for all participants together.

Most first wishes are granted; among all ways to do that, most second wishes; and so on to the last. Of the ways that
are equal in this, the one with the highest lots is taken: the lot of a participant for an elective is drawn from the
seed, so the same seed and the same wishes always give the same result.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

LOTS = 1000


@dataclass(frozen=True)
class Course:
    """An elective: its seats, and its time slot (empty: it clashes with nothing)."""

    key: int
    seats: int
    slot: str = ""


@dataclass(frozen=True)
class Chooser:
    """A participant: the electives wished for, dearest first, how many to have, and those that are kept anyway.

    ``unable`` are electives taught in a language that the participant does not know.
    """

    key: int
    wishes: tuple[int, ...]
    number: int
    kept: frozenset[int] = frozenset()
    unable: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Group:
    """Everything that an allocation is worked out from."""

    courses: tuple[Course, ...]
    choosers: tuple[Chooser, ...]
    seed: int


@dataclass(frozen=True)
class Missed:
    """A wish that was not granted, its rank from 1, and why: ``full``, ``clash``, ``enough`` or ``language``."""

    course: int
    rank: int
    why: str


@dataclass(frozen=True)
class Result:
    """What one participant gets, with the rank of each wish (0 for what was kept and not wished), and what not."""

    seats: Mapping[int, int] = field(default_factory=dict)
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A wish that could be granted."""

    chooser: int
    course: int
    rank: int
    lot: int


Progress = Callable[[int, int], None]


def allocate(group: Group, progress: Progress = lambda done, of: None) -> dict[int, Result]:
    """The result of every participant by key; ``progress`` hears after each rank how many of how many are done.

    X and Y have one seat each. A wishes for X and then Y, B only for X: one of them gets X in any case, and because
    A can have Y instead, B gets it.
    """
    pairs = list(possible(group))
    ranks = sorted({pair.rank for pair in pairs})
    limits, granted = constraints(group, pairs), np.zeros(len(pairs))
    for done, rank in enumerate(ranks, start=1):
        wanted = np.array([float(pair.rank == rank) for pair in pairs])
        granted = best(wanted, limits)
        limits.append(LinearConstraint(wanted[np.newaxis, :], round(float(wanted @ granted)), np.inf))
        progress(done, len(ranks) + 1)
    if pairs:
        granted = best(np.array([float(pair.lot) for pair in pairs]), limits)
    progress(len(ranks) + 1, len(ranks) + 1)
    chosen = {(pair.chooser, pair.course) for pair, yes in zip(pairs, granted, strict=True) if yes > 0.5}
    return results(group, chosen)


def best(gain: "np.ndarray", limits: list[LinearConstraint]) -> "np.ndarray":
    """The choice of pairs, each 0 or 1, that gains most within the limits; choosing none is always within them."""
    found = milp(
        -gain, constraints=limits, integrality=np.ones(len(gain)), bounds=Bounds(0, 1), options={"mip_rel_gap": 0}
    )
    if found.x is None:
        raise ArithmeticError(found.message)
    return np.round(found.x)


def possible(group: Group) -> Iterator[Pair]:
    """Every wish that could be granted by itself: understood, not kept already, and clashing with nothing kept."""
    slots = {course.key: course.slot for course in group.courses}
    for chooser in group.choosers:
        busy = {slots[key] for key in chooser.kept if slots.get(key)}
        for rank, key in enumerate(chooser.wishes, start=1):
            if key in slots and key not in chooser.kept | chooser.unable and slots[key] not in busy:
                yield Pair(chooser.key, key, rank, lot(group.seed, chooser.key, key))


def lot(seed: int, chooser: int, course: int) -> int:
    """From 1 to 1,000, the same for the same three numbers, and otherwise as if drawn."""
    return int.from_bytes(sha256(f"{seed}:{chooser}:{course}".encode()).digest()[:4]) % LOTS + 1


def constraints(group: Group, pairs: list[Pair]) -> list[LinearConstraint]:
    """No more than a course's seats, than a participant's number, or than one in a slot."""
    slots = {course.key: course.slot for course in group.courses}
    room: dict[tuple[object, ...], int] = {("course", c.key): left(c, group) for c in group.courses}
    room |= {("chooser", c.key): max(c.number - len(c.kept), 0) for c in group.choosers}
    rows: dict[tuple[object, ...], list[int]] = {}
    for column, pair in enumerate(pairs):
        keys: list[tuple[object, ...]] = [("course", pair.course), ("chooser", pair.chooser)]
        if slots[pair.course]:
            keys.append(("slot", pair.chooser, slots[pair.course]))
        for key in keys:
            rows.setdefault(key, []).append(column)
    if not rows:
        return []
    places = [(row, column) for row, columns in enumerate(rows.values()) for column in columns]
    matrix = csr_array((np.ones(len(places)), tuple(zip(*places, strict=True))), shape=(len(rows), len(pairs)))
    return [LinearConstraint(matrix, -np.inf, [room.get(key, 1) for key in rows])]


def left(course: Course, group: Group) -> int:
    """Seats of the course that nobody keeps."""
    return max(course.seats - sum(course.key in chooser.kept for chooser in group.choosers), 0)


def results(group: Group, chosen: set[tuple[int, int]]) -> dict[int, Result]:
    """The chosen pairs, participant by participant, with what was missed and why."""
    have: dict[int, set[int]] = {chooser.key: set(chooser.kept) for chooser in group.choosers}
    for key, course in chosen:
        have[key].add(course)
    taken = Counter(course for courses in have.values() for course in courses)
    full = {course.key for course in group.courses if taken[course.key] >= course.seats}
    slots = {course.key: course.slot for course in group.courses}
    return {chooser.key: result(chooser, have[chooser.key], full, slots) for chooser in group.choosers}


def result(chooser: Chooser, have: set[int], full: set[int], slots: Mapping[int, str]) -> Result:
    """One participant's seats and missed wishes."""
    ranks = {key: rank for rank, key in enumerate(chooser.wishes, start=1)}
    seats = {key: ranks.get(key, 0) for key in sorted(have, key=lambda key: ranks.get(key, 0))}
    enough = max(seats.values(), default=0) if len(have) >= chooser.number else len(ranks)
    busy = {slots.get(key, "") for key in have} - {""}
    missed = []
    for key, rank in ranks.items():
        if key in chooser.unable and key not in have:
            missed.append(Missed(key, rank, "language"))
        elif key not in have:
            clashes = key not in full and slots.get(key, "") in busy
            missed.append(Missed(key, rank, "enough" if rank > enough else "clash" if clashes else "full"))
    return Result(seats, tuple(missed))


def granted_by_rank(results: Mapping[int, Result]) -> dict[int, int]:
    """How many wishes of each rank were granted; what an allocation is judged by."""
    counted: dict[int, int] = {}
    for one in results.values():
        for rank in one.seats.values():
            if rank:
                counted[rank] = counted.get(rank, 0) + 1
    return dict(sorted(counted.items()))
