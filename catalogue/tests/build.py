"""Editions for tests.

All dates are relative to today in Turin, so that no test needs to stop the clock: ``open_edition(starts_in=10)``
begins in ten days.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from academy import clock
from catalogue.models import (
    CancellationPolicy,
    Course,
    Edition,
    Elective,
    FinalAssignment,
    GroupWork,
    PhaseKind,
    Rate,
    Session,
)

TUITION, SUBSISTENCE = Decimal("2000.00"), Decimal("720.00")
PRICE = TUITION + SUBSISTENCE
REQUIRED = {"electives": 2, "webinars": 3, "plenaries": 5, "group-work": 1, "final-assignment": 1}


def policy() -> CancellationPolicy:
    """The Centre's policy for open courses, with bank charges of EUR 15."""
    made, new = CancellationPolicy.objects.get_or_create(
        key="open-courses", defaults={"name": "Open courses", "bank_charges": Decimal("15.00")}
    )
    if new:
        for days, percent in ((14, 0), (8, 50), (None, 100)):
            made.tiers.create(days_at_least=days, penalty_percent=percent)
    return made


def course() -> Course:
    """The Academy, with two of its thematic areas."""
    made, new = Course.objects.get_or_create(
        slug="academy-on-labour-migration",
        defaults={
            "title": "Academy on Labour Migration",
            "abbreviation": "LMA",
            "kind": "academy",
            "summary": "Five weeks, online and in Turin.",
            "languages": ["en", "fr"],
            "gives_certificate": True,
            "diploma_eligible": True,
            "diploma_required": True,
        },
    )
    if new:
        for position, key in enumerate(("governance", "protection")):
            made.areas.create(key=key, title=key.title(), about=f"About {key}.", position=position)
    return made


def open_edition(
    *,
    code: str = "A9900001",
    starts_in: int = 60,
    closes_in: int = 20,
    capacity: int = 30,
    electives: int = 4,
    **fields: Any,
) -> Edition:
    """A published edition of the Academy that takes applications: priced, with phases, requirements and electives.

    Half of the electives, at most two, are to be chosen; each has five places.
    """
    today = clock.today()
    first = today + timedelta(days=starts_in)
    wanted: dict[str, Any] = {
        "course": course(),
        "slug": code,
        "code": code,
        "delivery": "blended",
        "languages": ["en", "fr"],
        "starts": first,
        "ends": first + timedelta(days=32),
        "applications_open": today - timedelta(days=30),
        "applications_close": today + timedelta(days=closes_in),
        "capacity": capacity,
        "electives_to_choose": min(electives // 2, 2),
        "policy": policy(),
        "published": True,
    }
    edition = Edition.objects.create(**wanted | fields)
    edition.price_parts.create(kind="tuition", amount=TUITION)
    edition.price_parts.create(kind="subsistence", amount=SUBSISTENCE)
    for position, (kind, amount) in enumerate(REQUIRED.items()):
        edition.requirements.create(kind=kind, amount=amount, position=position)
    add_phases(edition)
    for number in range(electives):
        add_elective(edition, number + 1)
    return edition


def add_phases(edition: Edition) -> None:
    """Three weeks online, one in Turin, one online."""
    first = edition.starts
    assert first is not None
    weeks = ((PhaseKind.ONLINE, "eCampus", 0, 20), (PhaseKind.RESIDENTIAL, "Turin, Italy", 21, 25))
    for position, (kind, place, since, until) in enumerate((*weeks, (PhaseKind.FOLLOW_UP, "eCampus", 26, 32))):
        phase = edition.phases.create(position=position, kind=kind, place=place)
        phase.periods.create(starts=first + timedelta(days=since), ends=first + timedelta(days=until))


def add_session(
    edition: Edition, kind: str = "webinar", *, begins_in: int = -60, minutes: int = 90, **fields: Any
) -> Session:
    """One more session, ``begins_in`` minutes from now; it began an hour ago, unless told otherwise."""
    starts_at = clock.now().replace(microsecond=0) + timedelta(minutes=begins_in)
    told: dict[str, Any] = {
        "phase": edition.phases.first(),
        "kind": kind,
        "title": f"{kind.title()} {edition.sessions.count() + 1}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "language": "en",
        "online_address": "https://meet.example.org/room",
    }
    return edition.sessions.create(**told | fields)


def add_elective(edition: Edition, number: int, capacity: int = 5) -> Elective:
    """One more elective, in the areas by turns."""
    areas = list(edition.course.areas.all())
    return edition.electives.create(
        area=areas[number % len(areas)],
        phase=edition.phases.first(),
        key=f"elective-{number}",
        title=f"Elective {number}",
        language="en",
        delivery="online",
        schedule="Week 2",
        capacity=capacity,
        position=number,
    )


def add_rate(edition: Edition, title: str = "Living in Turin", **parts: str) -> Rate:
    """A price for one kind of participant; without ``parts`` the tuition alone."""
    titles = {"title_en": title, "title_fr": f"{title} (fr)", "title_es": f"{title} (es)"}
    rate: Rate = edition.rates.create(position=edition.rates.count(), **titles)
    for kind, amount in (parts or {"tuition": str(TUITION)}).items():
        rate.parts.create(kind=kind.replace("_", "-"), amount=amount)
    return rate


def add_assignment(edition: Edition, *, due_in: int = 10, **fields: Any) -> FinalAssignment:
    """A final assignment due in so many days, marked by two criteria, of which the first counts twice."""
    told: dict[str, Any] = {"task": "Write about **your own** country.", "due": clock.today() + timedelta(days=due_in)}
    made: FinalAssignment = FinalAssignment.objects.create(edition=edition, **told | fields)
    for position, (key, weight) in enumerate((("analysis", 2), ("proposals", 1))):
        made.criteria.create(key=key, title=key.title(), weight=weight, position=position)
    return made


def add_group_work(edition: Edition, *, due_in: int = 10, **fields: Any) -> GroupWork:
    """Group work due in so many days, for teams of three that play Kenya or Nepal in three roles."""
    told: dict[str, Any] = {"task": "Write a **policy**.", "due": clock.today() + timedelta(days=due_in)}
    told |= {"team_size": 3, "countries": ["KE", "NP"]}
    made: GroupWork = GroupWork.objects.create(edition=edition, **told | fields)
    for position, title in enumerate(("Ministry", "Employers", "Unions")):
        made.roles.create(title=title, position=position)
    return made
