"""Narrowing a list down by several wishes at once, and what every other choice would give."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Row:
    """An edition of a course, or (None) the course whatever its editions, with the values it has of each facet."""

    course: int
    edition: int | None
    has: Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Narrowed:
    """What is left, and how many courses there would be after one more step.

    ``fitting``: the editions of each course that fit, in their order. ``counts``: by facet and value, the number of
    courses if that value were wished for under that facet, the other wishes unchanged. ``without``: by facet, the
    number of courses if its wish were dropped.
    """

    fitting: Mapping[int, list[int]]
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]


def narrow(
    rows: Iterable[Row], wishes: Mapping[str, str], tests: Mapping[str, Callable[[Row], bool]] = MappingProxyType({})
) -> Narrowed:
    """The rows that have every wished value and pass every test; a course is found when any of its rows is.

    One pass is enough: a row that fits counts for every value it has; one that fails a single wish counts for the
    values of that facet; one that fails two cannot be reached in one step. Of an edition in French in Turin and one in
    English online, the wishes French and online leave nothing; without either wish one course would be left.
    """
    fitting: dict[int, list[int]] = {}
    by_value: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    dropped: dict[str, set[int]] = {facet: set() for facet in (*tests, *wishes)}
    for row in rows:
        failed = failures(row, wishes, tests)
        if len(failed) > 1:
            continue
        if failed:
            dropped[failed[0]].add(row.course)
        else:
            fitting.setdefault(row.course, []).extend(() if row.edition is None else (row.edition,))
        for facet in failed or row.has:
            for value in row.has.get(facet, ()):
                by_value[facet][value].add(row.course)
    counts = {facet: {value: len(courses) for value, courses in values.items()} for facet, values in by_value.items()}
    return Narrowed(fitting, counts, {facet: len(courses | fitting.keys()) for facet, courses in dropped.items()})


def failures(row: Row, wishes: Mapping[str, str], tests: Mapping[str, Callable[[Row], bool]]) -> list[str]:
    """The facets under which the row is not what was wished for; when there are two already, no test is made."""
    failed = [facet for facet, value in wishes.items() if value not in row.has[facet]]
    if tests and len(failed) < 2:
        failed += [facet for facet, passes in tests.items() if not passes(row)]
    return failed
