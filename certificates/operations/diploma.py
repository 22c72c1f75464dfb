"""The diploma: courses taken elsewhere are entered and taken back; it is issued when nothing is missing."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from catalogue.models import Course
from certificates import facts
from certificates.models import Capstone, Certificate, EarlierCourse, Kind
from certificates.operations.issue import language_of, new_number, ordered

ABBREVIATION = "LMEP"  # Labour Migration Experts and Practitioners


def enter(
    person: User, *, course: Course, origin: str, title: str, on: date, why: str, by: User, now: datetime
) -> EarlierCourse:
    """Let a course count of which no certificate is here.

    Raises Refused without a reason, for a day that has not come, for a course that does not count for the diploma, and
    when the same was entered already.
    """
    if not why.strip():
        raise Refused(_("Give the reason: it stays in the record."))
    if on > clock.civil_day(now):
        raise Refused(_("This day has not come yet."))
    if not course.diploma_eligible:
        raise Refused(_("This course does not count for the diploma."))
    try:
        with transaction.atomic():
            earlier = EarlierCourse.objects.create(
                person=person, course=course, origin=origin, title=title.strip(), on=on
            )
            earlier.changes.create(verb="enter", source="", target=earlier.state, by=by, at=now, why=why)
    except IntegrityError:
        raise Refused(_("This course was entered with this day already.")) from None
    return earlier


@transaction.atomic
def take_back(earlier: EarlierCourse, *, why: str, by: User, now: datetime) -> None:
    """It does not count any more; what was issued stays. Raises Refused without a reason."""
    if not why.strip():
        raise Refused(_("Give the reason: it stays in the record."))
    move(lock_one(EarlierCourse.objects.filter(pk=earlier.pk)), "take-back", by=by, now=now, why=why)


@transaction.atomic
def issue_diploma(capstone: Capstone, *, by: User, now: datetime) -> Certificate:
    """Order the diploma; raises Refused, which says why, when something is missing or there is one."""
    capstone = lock_one(Capstone.objects.filter(pk=capstone.pk))
    return order_diploma(capstone, name=capstone.name, by=by, now=now)


def order_diploma(
    capstone: Capstone, *, name: str, by: User, now: datetime, why: str = "", replaces: Certificate | None = None
) -> Certificate:
    """Freeze what will stand on the diploma of the person whose ``capstone`` is locked. Raises Refused as above."""
    today = clock.civil_day(now)
    way = facts.way_of(capstone.person, today)
    if not way.decision.allowed:
        raise Refused(way.why)
    language = language_of(capstone.person)
    return ordered(
        kind=Kind.DIPLOMA,
        capstone=capstone,
        number=new_number(ABBREVIATION, today.year),
        language=language,
        data=facts.frozen_diploma(way, name=name, language=language, issued_on=today),
        replaces=replaces,
        by=by,
        now=now,
        why=why,
    )
