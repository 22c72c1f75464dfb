"""The list of courses, narrowed down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial, reduce
from operator import or_

from django.utils.translation import get_language

from catalogue.forms import Sort, Wanted
from catalogue.models import Course, Edition
from catalogue.rules.narrowing import Narrowed, Row, narrow
from catalogue.search import Matches, search
from catalogue.selectors.cards import Card, made
from catalogue.selectors.offers import YES, Offers


@dataclass(frozen=True)
class Entry:
    """A course with those of its editions that fit, as many as there is room for; ``more`` have none."""

    course: Course
    cards: list[Card]
    more: int

    @property
    def next(self) -> Card | None:
        """The first edition for which one may apply, today or later."""
        return next((card for card in self.cards if card.to_hope_for), None)


@dataclass(frozen=True)
class Listing:
    """The answer to ``wanted``: what fits of ``offers``, by ``matches`` for its words."""

    wanted: Wanted
    offers: Offers
    matches: Matches

    @cached_property
    def narrowed(self) -> Narrowed:
        """What fits, with the counts of every choice."""
        asked, tests = wishes(self.wanted), self._tests()
        return narrow(self.offers.grid, asked, tests) if asked or tests else self.offers.everything

    def _tests(self) -> dict[str, int]:
        """The rows for the wishes that are no choice among values: words and days."""
        wanted, grid = self.wanted, self.offers.grid
        tests: dict[str, int] = {}
        if self.matches.words:
            tests["text"] = with_words(self.matches, self.offers)
        if wanted.since or wanted.until:
            tests["dates"] = grid.passing(partial(begins_between, self.offers, wanted.since, wanted.until))
        return tests

    @cached_property
    def courses(self) -> list[int]:
        """The courses that fit, by primary key, in the order that was asked for."""
        fitting = [pk for pk in self.offers.courses if pk in self.narrowed.fitting]
        by_worth_alone = self.wanted.sort not in (Sort.START, Sort.DEADLINE) and not self.matches.words
        return fitting if by_worth_alone else sorted(fitting, key=self._order)

    @property
    def editions(self) -> int:
        """How many editions fit."""
        return sum(map(len, self.narrowed.fitting.values()))

    def entries(self, courses: Sequence[int], room: int | None = None) -> list[Entry]:
        """The courses as the page shows them, each with its editions that fit, next to begin first; two queries.

        ``room`` is for how many editions of a course there is room; None is for all of them.
        """
        by_start = self.offers.by_start.__getitem__
        fitting = {course: sorted(self.narrowed.fitting[course], key=by_start) for course in courses}
        of_page = Course.objects.in_bulk(courses)
        editions = Edition.objects.published().in_bulk([pk for course in courses for pk in fitting[course][:room]])
        return [
            self._entry(course, [editions[one] for one in fitting[course.pk] if one in editions], fitting[course.pk])
            for course in (of_page[pk] for pk in courses if pk in of_page)
        ]

    def _entry(self, course: Course, shown: Sequence[Edition], fitting: Sequence[int]) -> Entry:
        return Entry(course, [self._card(edition, course) for edition in shown], len(fitting) - len(shown))

    def _card(self, edition: Edition, course: Course) -> Card:
        edition.course = course
        run = self.offers.runs[edition.pk]
        return made(edition, self.offers.today, run.price, "; ".join(run.places.values()))

    def _order(self, course: int) -> tuple[float, ...]:
        fitting = self.narrowed.fitting[course]
        match self.wanted.sort:
            case Sort.START:
                return min((self.offers.by_start[pk] for pk in fitting), default=(3, 0))
            case Sort.DEADLINE:
                return min((self.offers.by_deadline[pk] for pk in fitting), default=(3, 0))
        return (-self.matches.rank(course, fitting),)


def listing(wanted: Wanted, offered: Offers) -> Listing:
    """What of ``offered`` fits ``wanted``."""
    return Listing(wanted, offered, search(wanted.text, get_language() or "en"))


def wishes(wanted: Wanted) -> dict[str, str]:
    """The values that were asked for, by facet; a wish about editions leaves courses without a fitting one out."""
    asked = {name: getattr(wanted, name) for name in ("subject", "language", "place", "delivery", "price")}
    asked |= {name: YES for name in ("open_only", "diploma") if getattr(wanted, name)}
    return {facet: value for facet, value in asked.items() if value}


def with_words(matches: Matches, offered: Offers) -> int:
    """The rows in which the course, or the edition and its course between them, have every word."""
    grid, runs = offered.grid, offered.runs
    courses = (grid.courses[pk] for pk in matches.whole if pk in grid.courses)
    found = (pk for pk in matches.editions if pk in runs and matches.edition_fits(pk, runs[pk].course))
    return reduce(or_, (*courses, *(grid.editions[pk] for pk in found)), 0)


def begins_between(offered: Offers, since: date | None, until: date | None, row: Row) -> bool:
    """Whether the first day is known and lies between the two, both included."""
    first = None if row.edition is None else offered.runs[row.edition].dates.starts
    return first is not None and (since is None or first >= since) and (until is None or first <= until)
