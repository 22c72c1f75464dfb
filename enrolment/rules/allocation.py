"""Who gets which electives: the best for all participants together.

A participant ranks the electives of each thematic area by itself, so there can be a first choice in every area. Most
first choices are granted; among all ways to do that, most second ones; and so on to the last. Of the ways that
are equal in this, the one with the highest lots is taken: the lot of a participant for an elective is drawn from the
seed, so the same seed and the same choices always give the same result.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

LOTS = 1000


@dataclass(frozen=True)
class Course:
    """An elective: its seats, its time slot (empty: it clashes with nothing), and its thematic area."""

    key: int
    seats: int
    slot: str = ""
    area: int = 0


@dataclass(frozen=True)
class Chooser:
    """A participant: the electives wished for, how many to have in all, and those that are kept anyway.

    ``wishes`` of one area stand dearest first; how those of different areas stand among each other says nothing.
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
    """A wish that was not granted, its rank in its area from 1, and why: full, clash, enough or language."""

    course: int
    rank: int
    why: str


@dataclass(frozen=True)
class Result:
    """What one participant gets, with its rank in its area (0 for what was kept and not wished), and what not."""

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

    X and Y, of one area, have one seat each. A wishes for X and then Y, B only for X: one of them gets X in any case,
    and because A can have Y instead, B gets it. Were Y of another area, A would get Y, a first choice there, as well.
    """
    from enrolment.rules.granting import granted  # heavy: only the worker needs the solver

    return results(group, granted(group, list(possible(group)), progress))


def possible(group: Group) -> Iterator[Pair]:
    """Every wish that could be granted by itself: understood, not kept already, and clashing with nothing kept."""
    courses = {course.key: course for course in group.courses}
    for chooser in group.choosers:
        busy = {courses[key].slot for key in chooser.kept} - {""}
        for key, rank in ranks_of(chooser, courses).items():
            if key not in chooser.kept | chooser.unable and courses[key].slot not in busy:
                yield Pair(chooser.key, key, rank, lot(group.seed, chooser.key, key))


def ranks_of(chooser: Chooser, courses: Mapping[int, Course]) -> dict[int, int]:
    """The rank of each wish in its area, from 1: of X, Y and Z, where Y alone is of another area, 1, 1 and 2."""
    counted: Counter[int] = Counter()
    found = {}
    for key in chooser.wishes:
        counted[courses[key].area] += 1
        found[key] = counted[courses[key].area]
    return found


def lot(seed: int, chooser: int, course: int) -> int:
    """From 1 to 1,000, the same for the same three numbers, and otherwise as if drawn."""
    return int.from_bytes(sha256(f"{seed}:{chooser}:{course}".encode()).digest()[:4]) % LOTS + 1


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
    courses = {course.key: course for course in group.courses}
    return {chooser.key: result(chooser, have[chooser.key], full, courses) for chooser in group.choosers}


def result(chooser: Chooser, have: set[int], full: set[int], courses: Mapping[int, Course]) -> Result:
    """One participant's seats and missed wishes, dearest first."""
    ranks = ranks_of(chooser, courses)
    seats = {key: ranks.get(key, 0) for key in sorted(have, key=lambda key: (ranks.get(key, 0), key))}
    worst = max(seats.values(), default=0) if len(have) >= chooser.number else len(ranks) + 1
    busy = {courses[key].slot for key in have} - {""}

    def why(key: int, rank: int) -> str:
        if key in chooser.unable:
            return "language"
        if rank >= worst:
            return "enough"
        return "full" if key in full else "clash" if courses[key].slot in busy else "enough"

    missed = [Missed(key, rank, why(key, rank)) for key, rank in ranks.items() if key not in have]
    return Result(seats, tuple(sorted(missed, key=lambda one: one.rank)))


def granted_by_rank(results: Mapping[int, Result]) -> dict[int, int]:
    """How many wishes of each rank were granted, over all areas; what an allocation is judged by."""
    counted: dict[int, int] = {}
    for one in results.values():
        for rank in one.seats.values():
            if rank:
                counted[rank] = counted.get(rank, 0) + 1
    return dict(sorted(counted.items()))
