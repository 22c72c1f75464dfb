"""Everything that can be found, in two queries, with as little of each edition as narrowing down needs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from catalogue.models import Course, Delivery, Edition, PhaseKind, PricePart
from catalogue.rules.status import Dates, takes_applications

SOURCE = "en"
COLUMNS = (
    *("pk", "course_id", "delivery", "languages", "price", "place", "place_said"),
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
    """Courses in the catalogue's order and editions in that of their first days, by primary key."""

    courses: Mapping[int, Taught]
    runs: Mapping[int, Run]
    today: date

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

    def is_open(self, run: Run) -> bool:
        """Whether one may apply today."""
        return takes_applications(run.dates, self.today)


def offers(today: date, *, archive: bool) -> Offers:
    """What is offered: all courses, and their coming editions or, with the archive, all that are published."""
    return Offers(courses(), runs(today, archive=archive), today)


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
        .annotate(
            own_pace=Q(delivery=Delivery.SELF_GUIDED), place=F(f"stay__place_{SOURCE}"), place_said=said("stay__place")
        )
        .values_list(*COLUMNS)
    )
    found: dict[int, Run] = {}
    for pk, course, delivery, languages, price, place, place_said, *days in rows:
        if pk not in found:
            dates = Dates(*days)
            found[pk] = Run(course, delivery, languages, dates, price, {})
        if place:
            found[pk].places[place] = place_said
    return found


def said(field: str) -> Coalesce:
    """A text in the language of the moment, or in English where it has none."""
    own = NullIf(F(f"{field}_{get_language() or SOURCE}"), Value(""))
    return Coalesce(own, F(f"{field}_{SOURCE}"), output_field=TextField())
