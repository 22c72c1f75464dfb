"""What a page of the catalogue shows, in a fixed number of queries however many rows there are."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from academy import clock
from catalogue import facts, seats
from catalogue.models import Course, Edition, Elective, Passage, ThematicArea
from catalogue.rules.cancellation import last_day_for_alternatives
from catalogue.rules.status import Status, takes_applications


@dataclass(frozen=True)
class Card:
    """An edition in a list, with what is computed about it."""

    edition: Edition
    status: Status
    price: Decimal | None
    days_left: int | None

    @property
    def takes_applications(self) -> bool:
        """Whether one may apply today."""
        return self.status in (Status.OPEN, Status.CLOSING_SOON)


@dataclass(frozen=True)
class TimeLeft:
    """What remains of the application window: whole days, and hours on the last day."""

    days: int
    hours: int


@dataclass(frozen=True)
class Choice:
    """An elective with its free seats."""

    elective: Elective
    left: int


@dataclass(frozen=True)
class AreaOfChoices:
    """The electives of one thematic area."""

    area: ThematicArea
    choices: list[Choice]


def card(edition: Edition, today: date) -> Card:
    """The edition as a list shows it; reads ``price_parts``."""
    closes = edition.applications_close
    days_left = (closes - today).days if closes and takes_applications(facts.dates_of(edition), today) else None
    return Card(edition, facts.status_of(edition, today), facts.price_of(edition), days_left)


def listed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """``editions`` with what a card shows."""
    return editions.select_related("course").prefetch_related("price_parts", "phases__periods")


def cards(editions: QuerySet[Edition], today: date) -> list[Card]:
    """The editions as cards, in their order."""
    return [card(edition, today) for edition in listed(editions)]


def time_left(edition: Edition, now: datetime) -> TimeLeft | None:
    """Until the end of the last day in Turin, or None when applications are not open at ``now``."""
    if edition.applications_close is None or not takes_applications(facts.dates_of(edition), clock.civil_day(now)):
        return None
    rest = clock.end_of_day(edition.applications_close) - now
    return TimeLeft(clock.days_until(edition.applications_close, now), int(rest.total_seconds() // 3600))


def own_passages() -> Prefetch:
    """The passages of a course itself, without those of its editions."""
    return Prefetch("passages", queryset=Passage.objects.filter(edition=None))


def for_course_page() -> QuerySet[Course]:
    """Courses with all that a course page shows but its editions."""
    return Course.objects.prefetch_related(own_passages(), "areas", "weeks__modules")


def for_edition_page() -> QuerySet[Edition]:
    """Published editions with all that an edition page shows."""
    of_course = Prefetch("course__passages", queryset=Passage.objects.filter(edition=None))
    return (
        Edition.objects.published()
        .select_related("course", "policy")
        .prefetch_related(
            of_course, "passages", "phases__periods", "price_parts", "policy__tiers", "requirements", "figures"
        )
        .prefetch_related(Prefetch("electives", queryset=Elective.objects.select_related("area", "phase")))
    )


def electives_by_area(edition: Edition, taken: seats.Taken) -> list[AreaOfChoices]:
    """The edition's electives under their thematic areas; reads ``edition.electives`` with their areas."""
    in_order = sorted(edition.electives.all(), key=lambda one: (one.area.position, one.position, one.pk))
    return [
        AreaOfChoices(
            area, [Choice(one, seats.left(one.capacity, taken.electives.get(one.pk, 0))) for one in electives]
        )
        for area, electives in groupby(in_order, key=lambda one: one.area)
    ]


def newest_with_electives(course: Course) -> Edition | None:
    """The edition whose electives stand for the course: the one that starts last among those that have some."""
    return (
        course.editions.published()
        .filter(electives__isnull=False)
        .order_by(F("starts").desc(nulls_last=True), "pk")
        .prefetch_related(Prefetch("electives", queryset=Elective.objects.select_related("area")))
        .first()
    )


def course_page(course: Course, today: date) -> dict[str, object]:
    """All that the page of ``course`` (from ``for_course_page``) shows."""
    edition = newest_with_electives(course)
    chosen = {one.area.pk: one.choices for one in electives_by_area(edition, seats.Taken())} if edition else {}
    return {
        "course": course,
        "passages": facts.in_reading_order(course.passages.all()),
        "areas": [AreaOfChoices(area, chosen.get(area.pk, [])) for area in course.areas.all()],
        "electives_of": edition,
        "coming": cards(course.editions.coming(today), today),
        "past": cards(course.editions.past(today), today),
    }


def edition_page(edition: Edition, now: datetime) -> dict[str, object]:
    """All that the page of ``edition`` (from ``for_edition_page``) shows at the moment ``now``."""
    taken = seats.taken(edition)
    today = clock.civil_day(now)
    policy = facts.policy_of(edition.policy) if edition.policy else None
    return {
        "edition": edition,
        "course": edition.course,
        "card": card(edition, today),
        "time_left": time_left(edition, now),
        "passages": facts.passages_of(edition),
        "costs": facts.costs_of(edition),
        "policy": policy,
        "alternatives_until": last_day_for_alternatives(policy, edition.starts) if policy and edition.starts else None,
        "areas": electives_by_area(edition, taken),
        "places_left": None if edition.capacity is None else seats.left(edition.capacity, taken.places),
        "today": today,
    }


def containing(text: str) -> Q:
    """Courses in whose titles, summaries, areas, modules, electives or edition codes every word of ``text`` stands.

    Words are looked for in the language of the moment and in English, which stands in where a text is missing.
    """
    languages = {get_language() or "en", "en"}
    translated = ("title", "summary", "areas__title", "weeks__modules__title", "editions__electives__title")
    fields = [f"{name}_{language}" for name in translated for language in languages]
    found = Q()
    for word in text.split():
        found &= Q(
            *((f"{field}__icontains", word) for field in [*fields, "abbreviation", "editions__code"]),
            _connector=Q.OR,
        )
    return found
