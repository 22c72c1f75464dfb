"""The list of courses, narrowed down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import get_language

from catalogue.forms import PRICES, Sort, Wanted
from catalogue.models import Course, Edition
from catalogue.rules.narrowing import Narrowed, Row, narrow
from catalogue.search import Matches, search
from catalogue.selectors.cards import Card, made
from catalogue.selectors.offers import Offers, Run, offers

YES = "on"
SHOWN = 4
OF_EDITIONS = ("language", "place", "delivery", "dates", "price", "open_only")


@dataclass(frozen=True)
class Entry:
    """A course with those of its editions that fit."""

    course: Course
    cards: list[Card]

    @property
    def shown(self) -> list[Card]:
        """As many editions as a list of courses has room for."""
        return self.cards[:SHOWN]

    @property
    def more(self) -> int:
        """How many editions it has no room for."""
        return len(self.cards) - len(self.shown)

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
        return narrow(rows(self.offers, self.wanted, self.matches), wishes(self.wanted))

    @cached_property
    def courses(self) -> list[int]:
        """The courses that fit, by primary key, in the order that was asked for."""
        return sorted((pk for pk in self.offers.courses if pk in self.narrowed.fitting), key=self._order)

    @property
    def editions(self) -> int:
        """How many editions fit."""
        return sum(map(len, self.narrowed.fitting.values()))

    def entries(self, courses: Sequence[int]) -> list[Entry]:
        """The courses as the page shows them, each with its editions that fit; two queries."""
        of_page = Course.objects.in_bulk(courses)
        fitting = self.narrowed.fitting
        editions = Edition.objects.in_bulk([pk for course in courses for pk in fitting[course]])
        return [Entry(of_page[pk], [self._card(editions[one], of_page[pk]) for one in fitting[pk]]) for pk in courses]

    def _card(self, edition: Edition, course: Course) -> Card:
        edition.course = course
        run = self.offers.runs[edition.pk]
        return made(edition, self.offers.today, run.price, "; ".join(run.places.values()))

    def _order(self, course: int) -> tuple[float, ...]:
        runs = [self.offers.runs[pk] for pk in self.narrowed.fitting[course]]
        match self.wanted.sort:
            case Sort.START:
                return min((start_of(run, self.offers.today) for run in runs), default=(3, 0))
            case Sort.DEADLINE:
                return min((deadline_of(run, self.offers.today) for run in runs), default=(3, 0))
        return (-self.matches.rank(course, self.narrowed.fitting[course]),)


def start_of(run: Run, today: date) -> tuple[float, ...]:
    """A place in order: the next to begin first, then those that began, the latest first, then those without a day."""
    if run.dates.starts is None:
        return (2, 0)
    days = (run.dates.starts - today).days
    return (0, days) if days >= 0 else (1, -days)


def deadline_of(run: Run, today: date) -> tuple[float, ...]:
    """A place in order: the next deadline first, then those that have passed or are not known."""
    closes = run.dates.applications_close
    return (0, (closes - today).days) if closes and closes >= today else (1, 0)


def listing(wanted: Wanted, today: date, known: Offers | None = None) -> Listing:
    """The courses that fit ``wanted``; ``known`` where they were read already."""
    found = known or offers(today, archive=wanted.archive)
    return Listing(wanted, found, search(wanted.text, get_language() or "en"))


def wishes(wanted: Wanted) -> dict[str, str]:
    """What was asked, by facet; only wishes about editions leave courses without a fitting edition out."""
    asked = {"text": YES if wanted.text else ""}
    asked |= {name: getattr(wanted, name) for name in ("subject", "language", "place", "delivery", "price")}
    asked |= {name: YES for name in ("open_only", "diploma") if getattr(wanted, name)}
    asked |= {"dates": YES} if wanted.since or wanted.until else {}
    return {facet: value for facet, value in asked.items() if value}


def rows(offered: Offers, wanted: Wanted, matches: Matches) -> Iterator[Row]:
    """Every course by itself and every edition, with what each has of every facet."""
    yes: Collection[str] = (YES,)
    no: Collection[str] = ()
    of_courses: dict[int, Mapping[str, Collection[str]]] = {}
    for pk, course in offered.courses.items():
        of_courses[pk] = {"subject": (course.slug, *course.areas), "diploma": yes if course.diploma else no}
        own = {"text": yes if matches.course_fits(pk) else no}
        yield Row(pk, None, {**of_courses[pk], **own, **dict.fromkeys(OF_EDITIONS, no)})
    for pk, run in offered.runs.items():
        has: Mapping[str, Collection[str]] = {
            "text": yes if matches.edition_fits(pk, run.course) else no,
            "language": run.languages,
            "place": run.places,
            "delivery": (run.delivery,),
            "dates": yes if begins_between(run, wanted.since, wanted.until) else no,
            "price": affordable(run),
            "open_only": yes if offered.is_open(run) else no,
        }
        yield Row(run.course, pk, {**of_courses[run.course], **has})


def begins_between(run: Run, since: date | None, until: date | None) -> bool:
    """Whether the first day is known and lies between the two, both included."""
    first = run.dates.starts
    return first is not None and (since is None or first >= since) and (until is None or first <= until)


def affordable(run: Run) -> Collection[str]:
    """The sums of the form, as it writes them, that pay for the edition."""
    return () if run.price is None else [str(price) for price in PRICES if run.price <= price]
