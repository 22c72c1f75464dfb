"""Narrowing a list down by several wishes at once, and what every other choice would give."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
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


class Grid:
    """Rows as the bits of whole numbers, so that sets of thousands of rows are joined and counted in microseconds.

    The rows of a course lie side by side, each a bit, below one more bit that no row has. Adding a course's lowest bits
    all set to its rows carries into that bit exactly when there is any row, so courses are counted all at once:
    of two rows, 00, 01, 10 and 11 plus 11 are 011, 100, 101 and 110.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        by_course: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_course[row.course].append(row)
        self.rows: dict[int, Row] = {}
        self.courses: dict[int, int] = {}
        self.whole = self.above = place = 0
        for course, its in by_course.items():
            self.rows |= dict(enumerate(its, place))
            self.courses[course] = ((1 << len(its)) - 1) << place
            self.whole |= self.courses[course]
            place += len(its) + 1
            self.above |= 1 << place - 1

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """The rows that have each value of each facet."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for place, row in self.rows.items():
            for facet, values in row.has.items():
                for value in values:
                    found[facet][value] |= 1 << place
        return {facet: dict(values) for facet, values in found.items()}

    @cached_property
    def editions(self) -> dict[int, int]:
        """The bit of each edition."""
        return {row.edition: 1 << place for place, row in self.rows.items() if row.edition is not None}

    def passing(self, test: Callable[[Row], bool]) -> int:
        """The rows that pass ``test``."""
        return sum(1 << place for place, row in self.rows.items() if test(row))

    def among(self, rows: int) -> list[Row]:
        """The rows that are set."""
        return [self.rows[place] for place, bit in enumerate(reversed(f"{rows:b}")) if bit == "1"]

    def count(self, rows: int) -> int:
        """How many courses have any of the rows."""
        return (rows + self.whole & self.above).bit_count()


def narrow(grid: Grid, wishes: Mapping[str, str], tests: Mapping[str, int] = MappingProxyType({})) -> Narrowed:
    """The rows that have every wished value and stand in every test; a course is found when any of its rows is.

    A value is counted among the rows that fulfil the wishes of all other facets. Of an edition in French in Turin and
    one in English online, the wishes French and online leave nothing; without either wish one course would be left.
    """
    asked = {**tests, **{facet: grid.values.get(facet, {}).get(value, 0) for facet, value in wishes.items()}}
    others = {
        facet: reduce(and_, (rows for name, rows in asked.items() if name != facet), grid.whole)
        for facet in (*asked, *grid.values)
    }
    fits = reduce(and_, asked.values(), grid.whole)
    fitting: dict[int, list[int]] = {}
    for row in grid.among(fits):
        fitting.setdefault(row.course, []).extend(() if row.edition is None else (row.edition,))
    counts = {
        facet: {value: grid.count(rows & others[facet]) for value, rows in values.items()}
        for facet, values in grid.values.items()
    }
    return Narrowed(fitting, counts, {facet: grid.count(others[facet]) for facet in asked})
