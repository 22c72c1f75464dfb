"""Who came: noted from a list or a report by staff, or by participants with the code that is shown in the room."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock, lock_one
from catalogue.models import Session
from enrolment import facts
from enrolment.models import Attendance, Place, Result, RoomCode, Source
from enrolment.states import HOLDING_A_SEAT

CODE_COUNTS = timedelta(minutes=10)
DIGITS = 6


@transaction.atomic
def mark(cells: Iterable[tuple[Place, Session, bool]], *, source: str, by: User, now: datetime) -> list[Attendance]:
    """Note who was present and who was not after all; what is noted already adds no row. All or nothing.

    Raises Refused for a place that is not held, a session that is not the participant's, or one that is to come.
    """
    wanted = list(cells)
    places = {place.pk: place for place in lock(Place.objects.filter(pk__in={place.pk for place, *_rest in wanted}))}
    return [
        row
        for place, session, present in wanted
        if (row := mark_one(places[place.pk], session, present, source=source, by=by, now=now))
    ]


def mark_one(
    place: Place, session: Session, present: bool, *, source: str, by: User, now: datetime
) -> Attendance | None:
    """One row on a locked place, unless it would say what is known."""
    demand_held(place)
    if session not in facts.sessions_of(place):
        raise Refused(_("“%(session)s” is not a session of this participant.") % {"session": session})
    if session.starts_at > now and present:
        raise Refused(_("“%(session)s” has not begun yet.") % {"session": session})
    if (session.pk in facts.came_to(place.attendances.all())) == present:
        return None
    return Attendance.objects.create(place=place, session=session, present=present, source=source, by=by, at=now)


def demand_held(place: Place) -> None:
    """Raise Refused for a place that was given back."""
    if place.state not in HOLDING_A_SEAT:
        raise Refused(_("This place was given back; nothing can be recorded on it."))


@transaction.atomic
def note_results(cells: Iterable[tuple[Place, str, bool, str]], *, by: User, now: datetime) -> list[Result]:
    """Note which assessments were passed, with what the report says; what is noted already adds no row.

    Raises Refused for a place that is not held.
    """
    wanted = list(cells)
    places = {place.pk: place for place in lock(Place.objects.filter(pk__in={place.pk for place, *_rest in wanted}))}
    noted = []
    for place, name, passed, said in wanted:
        demand_held(places[place.pk])
        last = places[place.pk].results.filter(name=name).last()
        if last is None or (last.passed, last.said) != (passed, said):
            noted.append(Result.objects.create(place=place, name=name, passed=passed, said=said, by=by, at=now))
    return noted


@transaction.atomic
def note_report(
    came: Iterable[tuple[Place, Session, bool]],
    results: Iterable[tuple[Place, str, bool, str]],
    *,
    by: User,
    now: datetime,
) -> int:
    """All that a report says, or nothing; returns how many rows were added. Raises Refused as its two parts do."""
    return len(mark(came, source=Source.FILE, by=by, now=now)) + len(note_results(results, by=by, now=now))


@transaction.atomic
def show_code(session: Session, *, by: User, now: datetime) -> RoomCode:
    """A new code for the room, which counts for ten minutes; one shown before ends. Raises Refused before the start."""
    lock_one(Session.objects.filter(pk=session.pk))
    if session.starts_at > now:
        raise Refused(_("“%(session)s” has not begun yet.") % {"session": session})
    open_codes(session.edition_id, now).filter(session=session).update(ends_at=now)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return RoomCode.objects.create(session=session, digits=digits, shown_at=now, ends_at=now + CODE_COUNTS, by=by)


@transaction.atomic
def enter_code(place: Place, digits: str, *, by: User, now: datetime) -> Session:
    """Note that the participant is in the room where the code is shown; entering it twice is once.

    Raises Refused for digits that are not shown now in a session of the participant.
    """
    place = lock_one(Place.objects.filter(pk=place.pk).select_related("edition"))
    mine = facts.sessions_of(place)
    codes = open_codes(place.edition_id, now).filter(session__in=mine).select_related("session")
    for code in codes:
        if secrets.compare_digest(code.digits.encode(), digits.encode()):
            mark_one(place, code.session, True, source=Source.CODE, by=by, now=now)
            return code.session
    raise Refused(_("This code does not count now. Please look again at the one that is shown in the room."))


def open_codes(edition_id: int, now: datetime) -> QuerySet[RoomCode]:
    """The codes of the edition that count now."""
    return RoomCode.objects.filter(session__edition=edition_id, ends_at__gt=now)
