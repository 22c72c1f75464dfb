"""What an information note says: the facts of an edition and the Centre's own words, in one language, as plain data.

The same data stands behind the edition's page. It depends on nothing but the catalogue, so the note of today is the
note of tomorrow until somebody changes a fact.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from catalogue import facts
from catalogue.models import Delivery, Edition, Elective, Phase, PricePart, RatePart, ThematicArea, Week
from catalogue.rules.cancellation import last_day_for_alternatives
from catalogue.selectors.edition import for_edition_page, notices_in_words, prose
from catalogue.texts import centre
from certificates.frozen import freeze

# Raised when the note's template says something new, so that every note is made again.
LAYOUT = 3
OF_THE_CENTRE = ("contact", "campus", "diploma", "price", "applying", "paying", "cancelling")


def for_note() -> QuerySet[Edition]:
    """Published editions with all that a note says, in a fixed number of queries."""
    return for_edition_page().prefetch_related("course__areas")


def note_of(edition: Edition, language: str) -> dict[str, Any]:
    """The note's data for an edition from ``for_note``; what is not known has no key."""
    with override(language):
        data = head(edition) | course(edition) | programme(edition) | texts(edition) | money(edition)
        data["centre"] = {section: centre(section) for section in OF_THE_CENTRE}
        data |= {"layout": LAYOUT, "edition": edition.slug, "spoken": language}
        return freeze(data)


def head(edition: Edition) -> dict[str, Any]:
    """Name, dates and places: what stands on the cover."""
    return {
        "name": edition.name,
        "code": edition.code,
        "delivery": edition.get_delivery_display(),
        "languages": edition.languages,
        "starts": edition.starts,
        "ends": edition.ends,
        "duration": edition.duration or edition.course.duration,
        "hours": edition.learning_hours,
        "place": facts.place_of(edition),
        "applications_close": edition.applications_close,
        "electives_to_choose": edition.electives_to_choose or None,
        "face_to_face": facts.meets_face_to_face(edition),
        "in_turin": facts.meets_in_turin(edition),
        "learns_online": edition.delivery != Delivery.FACE_TO_FACE,
        "own_pace": edition.delivery == Delivery.SELF_GUIDED,
        "demonstration": edition.demonstration,
        "archived": edition.archived,
    }


def course(edition: Edition) -> dict[str, Any]:
    """What is the same in every edition of the course."""
    taught = edition.course
    return {
        "kind": taught.get_kind_display(),
        "course": taught.title,
        "summary": taught.summary,
        "level": taught.level,
        "gives_certificate": taught.gives_certificate,
        "counts_for_diploma": taught.diploma_eligible,
        "weeks": [week(one) for one in taught.weeks.all()],
    }


def week(one: Week) -> dict[str, Any]:
    """A week with its modules and their topics."""
    modules = [
        {"number": module.number, "title": module.title, "topics": module.topics.splitlines()}
        for module in one.modules.all()
    ]
    return {"number": one.number, "title": one.title, "modules": modules}


def programme(edition: Edition) -> dict[str, Any]:
    """Phases, thematic areas with their electives, requirements and figures."""
    electives = list(edition.electives.all())
    return {
        "phases": [phase(one) for one in edition.phases.all()],
        "areas": [area(one, electives) for one in edition.areas],
        "requirements": [{"label": one.get_kind_display(), "needed": one.wanted} for one in edition.requirements.all()],
        "figures": [{"value": one.value, "label": one.label} for one in edition.figures.all()],
    }


def phase(one: Phase) -> dict[str, Any]:
    """A phase with its periods; ``key`` is its kind as the drawing knows it."""
    return {
        "key": one.kind,
        "kind": one.get_kind_display(),
        "place": one.place,
        "weeks": one.weeks,
        "content": one.content,
        "periods": [{"starts": period.starts, "ends": period.ends} for period in one.periods.all()],
    }


def area(one: ThematicArea, electives: list[Elective]) -> dict[str, Any]:
    """A thematic area and those of the edition's electives that belong to it."""
    own = [elective for elective in electives if elective.area_id == one.pk]
    return {"title": one.title, "about": one.about, "electives": [elective(each) for each in own]}


def elective(one: Elective) -> dict[str, Any]:
    """An elective as the programme lists it; its free seats change by the hour and stand on the page only."""
    return {
        "title": one.title,
        "about": one.about,
        "language": one.language,
        "interpreted": one.interpreted,
        "delivery": one.get_delivery_display(),
        "schedule": one.schedule,
    }


def texts(edition: Edition) -> dict[str, Any]:
    """The passages, sorted to where the note has them, under the names that the edition's page uses."""
    return {
        name: [{"kind": one.kind, "heading": one.get_kind_display(), "text": one.text} for one in passages]
        for name, passages in prose(edition).items()
    }


def money(edition: Edition) -> dict[str, Any]:
    """The price with its parts, and what cancelling costs by date."""
    policy = facts.policy_of(edition.policy) if edition.policy else None
    parts = parts_of(edition.price_parts.all())
    rates = [
        {"title": rate.title, "parts": parts_of(rate.parts), "total": rate.total} for rate in facts.rates_of(edition)
    ]
    costs = [
        {
            "since": cost.span.since,
            "until": cost.span.until,
            "percent": cost.span.penalty_percent,
            "amount": cost.amount,
        }
        for cost in facts.costs_of(edition)
    ]
    return {
        "parts": parts,
        "rates": rates,
        "total": facts.price_of(edition),
        "has_subsistence": any(part["key"] == "subsistence" for part in parts),
        "costs": costs or notices_in_words(edition),
        "alternatives_until": last_day_for_alternatives(policy, edition.starts) if policy and edition.starts else None,
    }


def parts_of(found: Iterable[PricePart | RatePart]) -> list[dict[str, Any]]:
    """What each part of a price comes to."""
    return [{"key": part.kind, "label": part.get_kind_display(), "amount": part.amount} for part in found]
