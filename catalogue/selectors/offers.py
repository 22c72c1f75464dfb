"""Everything that can be found, in two queries, with as little of each edition as narrowing down needs."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from django.db.models import ExpressionWrapper, F, FilteredRelation, OuterRef, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from academy.kept import Truth
from catalogue.forms import PRICES
from catalogue.models import Course, Delivery, Edition, PhaseKind, PricePart
from catalogue.rules.narrowing import Grid, Narrowed, Row, narrow
from catalogue.rules.status import Dates, takes_applications
from catalogue.search import vocabulary

SOURCE = "en"
YES = "on"
NO_EDITION: dict[str, Collection[str]] = dict.fromkeys(("language", "place", "delivery", "price", "open_only"), ())
REMEMBERED: dict[tuple[str, bool], tuple[Truth, "Offers"]] = {}
COLUMNS = (
    *("pk", "course_id", "delivery", "spoken", "price", "place", "place_said"),
    *("starts", "ends", "applications_open", "applications_close", "own_pace", "archived", "cancelled"),
)


@dataclass(frozen=True, slots=True)
class Taught:
    """A course, and its thematic areas by their keys."""

    slug: str
    title: str
    diploma: bool
    areas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """An edition of the course ``course``; its places by what they are called in English, ``price`` in EUR."""

    course: int
    delivery: str
    languages: Collection[str]
    dates: Dates
    price: Decimal | None
    places: dict[str, str]


@dataclass(frozen=True)
class Offers:
    """Courses in the catalogue's order and editions in that of their first days, by primary key.

    ``drawn`` is where the page keeps the editions as it has drawn them, which is most of its work.
    """

    courses: Mapping[int, Taught]
    runs: Mapping[int, Run]
    today: date
    drawn: dict[int, str] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, dict[str, str]]:
        """The choices there are, and what they are called: subjects, languages and places."""
        courses = self.courses.values()
        areas = {key: title for course in courses for key, title in course.areas.items()}
        return {
            "areas": areas,
            "courses": {course.slug: course.title for course in courses},
            "subject": {course.slug: course.title for course in courses} | areas,
            "language": {code: code for run in self.runs.values() for code in run.languages},
            "place": {key: name for run in self.runs.values() for key, name in sorted(run.places.items())},
        }

    @cached_property
    def grid(self) -> Grid:
        """The rows as narrowing down wants them."""
        return Grid(self.rows())

    def rows(self) -> list[Row]:
        """Every course by itself and every edition, with the values that each has of every facet."""
        of_courses: dict[int, dict[str, Collection[str]]] = {
            pk: {"subject": (course.slug, *course.areas), "diploma": (YES,) if course.diploma else ()}
            for pk, course in self.courses.items()
        }
        by_themselves = [Row(pk, None, NO_EDITION | has) for pk, has in of_courses.items()]
        return by_themselves + [
            Row(run.course, pk, of_courses[run.course] | self._of_edition(run)) for pk, run in self.runs.items()
        ]

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """The words by which a misspelt one is guessed; one query."""
        return vocabulary(get_language() or SOURCE)

    @cached_property
    def by_start(self) -> dict[int, tuple[int, int]]:
        """The place of every edition among all when the next to begin comes first."""
        return {pk: start_of(run, self.today) for pk, run in self.runs.items()}

    @cached_property
    def by_deadline(self) -> dict[int, tuple[int, int]]:
        """The place of every edition among all when the next deadline comes first."""
        return {pk: deadline_of(run, self.today) for pk, run in self.runs.items()}

    @cached_property
    def everything(self) -> Narrowed:
        """What there is when nothing is asked."""
        return narrow(self.grid, {})

    def _of_edition(self, run: Run) -> dict[str, Collection[str]]:
        return {
            "language": run.languages,
            "place": run.places,
            "delivery": (run.delivery,),
            "price": affordable(run.price),
            "open_only": (YES,) if takes_applications(run.dates, self.today) else (),
        }


def start_of(run: Run, today: date) -> tuple[int, int]:
    """A place in order: the next to begin first, then those that began, the latest first, then those without a day."""
    if run.dates.starts is None:
        return (2, 0)
    days = (run.dates.starts - today).days
    return (0, days) if days >= 0 else (1, -days)


def deadline_of(run: Run, today: date) -> tuple[int, int]:
    """A place in order: the next deadline first, then those that have passed or are not known."""
    closes = run.dates.applications_close
    return (0, (closes - today).days) if closes and closes >= today else (1, 0)


def offers(today: date, *, archive: bool, truth: Truth | None = None) -> Offers:
    """What is offered: all courses, and their coming editions or, with the archive, all that are published.

    Each process remembers its answer as long as ``truth`` stays the same, so that a catalogue of thousands of editions
    is not read anew for every letter that somebody types.
    """
    key = (get_language() or SOURCE, archive)
    of, known = REMEMBERED.get(key, (None, None))
    if known is None or truth is None or of != truth or known.today != today:
        known = Offers(courses(), runs(today, archive=archive), today)
        if truth:
            REMEMBERED[key] = (truth, known)
    return known


def courses() -> dict[int, Taught]:
    """Every course with its areas; one query."""
    found: dict[int, Taught] = {}
    rows = (
        Course.objects.order_by("position", "slug", "areas__position")
        .annotate(called=said("title"), area=said("areas__title"))
        .values_list("pk", "slug", "called", "diploma_eligible", "areas__key", "area")
    )
    for pk, slug, title, diploma, key, area in rows:
        taught = found.setdefault(pk, Taught(slug, title, diploma, {}))
        if key:
            taught.areas[key] = area
    return found


def runs(today: date, *, archive: bool) -> dict[int, Run]:
    """Published editions with their prices and residential places; one query."""
    editions = Edition.objects.published().order_by("starts", "pk") if archive else Edition.objects.coming(today)
    prices = PricePart.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    rows = (
        editions.annotate(price=Subquery(prices.annotate(whole=Sum("amount")).values("whole")))
        .annotate(stay=FilteredRelation("phases", condition=Q(phases__kind=PhaseKind.RESIDENTIAL)))
        .annotate(place=F(f"stay__place_{SOURCE}"), place_said=said("stay__place"))
        .annotate(own_pace=Q(delivery=Delivery.SELF_GUIDED))
        .annotate(spoken=ExpressionWrapper(F("languages"), output_field=TextField()))
        .values_list(*COLUMNS)
    )
    found: dict[int, Run] = {}
    for pk, course, delivery, languages, price, place, place_said, *days in rows:
        if pk not in found:
            dates = Dates(*days)
            found[pk] = Run(course, delivery, spoken(languages), dates, price, {})
        if place:
            found[pk].places[place] = place_said
    return found


@cache
def spoken(languages: str) -> tuple[str, ...]:
    """The codes in JSON as the database keeps it; there are few different ones."""
    return tuple(json.loads(languages))


@cache
def affordable(price: Decimal | None) -> tuple[str, ...]:
    """The sums of the form, as it writes them, that pay for an edition of this price."""
    return () if price is None else tuple(str(most) for most in PRICES if price <= most)


def said(field: str) -> Coalesce:
    """A text in the language of the moment, or in English where it has none."""
    own = NullIf(F(f"{field}_{get_language() or SOURCE}"), Value(""))
    return Coalesce(own, F(f"{field}_{SOURCE}"), output_field=TextField())
