"""By when each thing can be done that a place's requirements ask for."""

from collections.abc import Iterable
from datetime import date

from academy import clock
from catalogue.models import RequirementKind, Session
from enrolment.facts.assignment import assignment_of, hand_in_by, marking_policy
from enrolment.facts.teams import group_work_of
from enrolment.models import Place
from enrolment.rules.attendance import KINDS
from enrolment.rules.completion import Course, Step


def course_of(place: Place, sessions: Iterable[Session], came: set[int]) -> Course:
    """Each session of a kind that is asked as a step, each elective as one, and for all else the edition's last day."""
    mine = list(sessions)
    steps = {
        asked: tuple(Step(one.title, one.pk in came, day_of(one)) for one in mine if one.kind == kind)
        for kind, asked in KINDS.items()
    }
    return Course(steps | {"electives": electives_of(mine, came)}, until_of(place))


def electives_of(sessions: list[Session], came: set[int]) -> tuple[Step, ...]:
    """An elective can be completed until the day of its first session that was not attended."""
    titles = {one.elective_id: str(one.elective) for one in sessions if one.elective_id}
    left = {key: [one for one in sessions if one.elective_id == key and one.pk not in came] for key in titles}
    return tuple(
        Step(title, not left[key], day_of(left[key][0]) if left[key] else None) for key, title in titles.items()
    )


def until_of(place: Place) -> dict[str, date | None]:
    """The last day of each kind: what is handed in has its own, all else that of the edition."""
    until: dict[str, date | None] = dict.fromkeys(RequirementKind.values, place.edition.ends)
    if assignment := assignment_of(place.edition):
        until["final-assignment"] = hand_in_by(place, marking_policy(assignment))
    if work := group_work_of(place.edition):
        until["group-work"] = work.due
    return until


def day_of(session: Session) -> date:
    """The day in Turin."""
    return clock.civil_day(session.starts_at)
