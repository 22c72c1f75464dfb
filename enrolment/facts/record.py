"""What is done of what a place asks."""

from collections.abc import Iterable

from catalogue.models import Session
from enrolment.facts.assignment import assignments_counted
from enrolment.facts.course import course_of
from enrolment.facts.teams import group_work_counted
from enrolment.facts.terms import terms_of
from enrolment.models import Attendance, Evidence, Place
from enrolment.rules import attendance
from enrolment.rules.completion import Completion, completion

READ_BY_RECORD = (
    *("evidence", "attendances", "results", "seats", "edition__sessions__elective"),
    *("edition__final_assignment", "submissions", "extensions", "edition__group_work", "team_member__team"),
)
"""What ``completion_of`` reads of a place, to be prefetched for many."""


def completion_of(place: Place) -> Completion:
    """What the participant has done of what the place's terms ask; reads READ_BY_RECORD."""
    sessions = sessions_of(place)
    done = attendance.together(counted(place), newest(place.evidence.all()))
    course = course_of(place, sessions, came_to(place.attendances.all()))
    return completion(terms_of(place).requirements, done, attendance.planned(map(meeting, sessions)), course)


def counted(place: Place) -> dict[str, int]:
    """How much of each kind attendance, results and work that was handed in come to."""
    meetings = [meeting(session) for session in sessions_of(place)]
    passed = sum({row.name: row.passed for row in place.results.all()}.values())
    found = attendance.evidence(meetings, came_to(place.attendances.all()), passed)
    return found | {"final-assignment": assignments_counted(place), "group-work": group_work_counted(place)}


def newest(rows: Iterable[Evidence]) -> dict[str, int]:
    """The amount of each kind, from rows in the order in which they were recorded."""
    return {row.kind: row.amount for row in rows}


def came_to(rows: Iterable[Attendance]) -> set[int]:
    """The keys of the sessions attended, from rows in the order in which they were recorded."""
    return {key for key, present in {row.session_id: row.present for row in rows}.items() if present}


def sessions_of(place: Place) -> list[Session]:
    """The participant's sessions in the order of time: those of everybody, and of the electives that the place has."""
    rows = {session.pk: session for session in place.edition.sessions.all()}
    seats = [seat.elective_id for seat in place.seats.all()]
    return [rows[one.key] for one in attendance.concerning(map(meeting, rows.values()), seats)]


def meeting(session: Session) -> attendance.Meeting:
    """The session as the rule sees it."""
    return attendance.Meeting(session.pk, session.kind, session.minutes, session.elective_id)
