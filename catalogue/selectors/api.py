"""The catalogue as plain data, as ``catalogue/data/openapi.yaml`` describes it, in the language of the moment.

Sums are texts, so that no program rounds them; days are those of Turin; what is not known is null.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from catalogue import facts, seats
from catalogue.calendar import has_days
from catalogue.models import Course, Edition, PricePart, RatePart
from catalogue.selectors.cards import listed
from catalogue.selectors.course import for_course_page
from catalogue.selectors.edition import for_edition_page
from catalogue.selectors.electives import Choice, electives_by_area

Data = dict[str, Any]
COURSE = "slug title abbreviation kind summary languages level duration"
DIPLOMA = "diploma_eligible diploma_required gives_certificate"
EDITION = "slug code name delivery languages starts ends applications_open applications_close demonstration"
ELECTIVE = "key title about language interpreted delivery schedule capacity"


def courses(today: date) -> Data:
    """All courses, each with its coming editions."""
    coming = Prefetch("editions", queryset=listed(Edition.objects.coming(today)), to_attr="coming")
    found = Course.objects.prefetch_related(coming)
    return {"courses": [course_in_short(one) | editions(one.coming, today) for one in found]}


def course(slug: str, today: date) -> Data | None:
    """One course in full, with its coming editions and its archive; None where there is none."""
    found = for_course_page().filter(slug=slug).first()
    if found is None:
        return None
    of_it = listed(Edition.objects.published().filter(course=found))
    passages = facts.in_reading_order(found.passages.all())
    return course_in_short(found) | {
        "passages": [{"kind": one.kind, "title": one.get_kind_display(), "markdown": one.text} for one in passages],
        "areas": [fields(area, "key title about") for area in found.areas.all()],
        "weeks": [
            fields(week, "number title") | {"modules": [fields(one, "number title") for one in week.modules.all()]}
            for week in found.weeks.all()
        ],
        **editions(of_it, today),
    }


def edition(slug: str, today: date) -> Data | None:
    """One published edition in full; None where there is none."""
    found = for_edition_page().filter(slug=slug).first()
    if found is None:
        return None
    taken = seats.taken(found.pk)
    return edition_in_short(found, today) | {
        "duration": found.duration or found.course.duration,
        "learning_hours": found.learning_hours,
        "capacity": found.capacity,
        "places_left": None if found.capacity is None else seats.left(found.capacity, taken.places),
        "calendar": f"{settings.SITE_URL}{found.get_absolute_url()}calendar.ics" if has_days(found) else None,
        "phases": [
            fields(phase, "kind place content")
            | {"periods": [fields(period, "starts ends") for period in phase.periods.all()]}
            for phase in found.phases.all()
        ],
        "electives_to_choose": found.electives_to_choose,
        "electives": [elective(one) for area in electives_by_area(found, taken) for one in area.choices],
        "rates": [
            {"title": rate.title, "total": text(rate.total), "parts": parts(rate.parts)}
            for rate in facts.rates_of(found)
        ],
        "requirements": [fields(one, "kind amount unit") for one in found.requirements.all()],
        "cancelling": [
            fields(cost.span, "since until penalty_percent") | {"amount": text(cost.amount)}
            for cost in facts.costs_of(found)
        ],
    }


def course_in_short(course: Course) -> Data:
    """What every list says of a course."""
    return fields(course, f"{COURSE} {DIPLOMA}") | {"page": settings.SITE_URL + course.get_absolute_url()}


def editions(found: Any, today: date) -> Data:
    """Editions in short, under their name."""
    return {"editions": [edition_in_short(one, today) for one in found]}


def edition_in_short(edition: Edition, today: date) -> Data:
    """What every list says of an edition."""
    total = facts.price_of(edition)
    return fields(edition, EDITION) | {
        "course": edition.course.slug,
        "status": facts.status_of(edition, today),
        "place": facts.place_of(edition) or None,
        "price": None
        if total is None
        else {"currency": "EUR", "total": text(total), "parts": parts(edition.price_parts.all())},
        "page": settings.SITE_URL + edition.get_absolute_url(),
    }


def parts(found: Iterable[PricePart | RatePart]) -> list[Data]:
    """What each part of a price comes to."""
    return [{"kind": part.kind, "amount": text(part.amount)} for part in found]


def elective(choice: Choice) -> Data:
    """An elective with its area and the seats that are free."""
    return fields(choice.elective, ELECTIVE) | {"area": choice.elective.area.key, "places_left": choice.left}


def fields(thing: Any, names: str) -> Data:
    """The named attributes of ``thing``."""
    return {name: getattr(thing, name) for name in names.split()}


def text(amount: object) -> str | None:
    """A sum as JSON carries it without loss: 2720.00."""
    return None if amount is None else str(amount)
