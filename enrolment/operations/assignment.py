"""Participants write their final assignment, hand it in, and take it back; staff give more time."""

import secrets
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.documents import check, intake
from academy.errors import Refused
from academy.letters.operations import write as write_letter
from academy.locks import lock_one
from academy.states import move
from catalogue.models import Takes
from enrolment import facts
from enrolment.models import Extension, Place, Submission
from enrolment.states import HOLDING_A_SEAT

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that can be taken for another
FILE_NAME = "assignment.pdf"


def locked(place: Place) -> Place:
    """The place under its lock, with the edition."""
    return lock_one(Place.objects.filter(pk=place.pk).select_related("edition__course", "participant"))


@transaction.atomic
def save(place: Place, *, text: str, upload: BinaryIO | None = None, now: datetime) -> Submission:
    """Keep what is written, and the file if there is one; nobody but the participant sees it yet.

    Raises Refused when nothing can be handed in today, and for a file that is none of those that are taken.
    """
    place = locked(place)
    work = demand_open(place, now)
    if upload and work.assignment.takes == Takes.TEXT:
        raise Refused(_("This assignment is handed in as text."))
    cleaned = check.without_names(check.cleaned(upload, FILE_NAME)) if upload else None
    draft = work.last if work.last and work.last.state == "draft" else begun(place, len(work.attempts) + 1, now)
    draft.text, draft.saved_at, former = text, now, draft.document if cleaned else None
    if cleaned:
        draft.document = intake.take_in(cleaned)
    draft.save()
    if former:
        former.delete()
    return draft


def begun(place: Place, attempt: int, now: datetime) -> Submission:
    """A new attempt, with a code by which markers know it."""
    code = "".join(secrets.choice(SIGNS) for _sign in range(6))
    return Submission(place=place, attempt=attempt, code=code, saved_at=now)


def demand_open(place: Place, now: datetime) -> facts.Work:
    """What can be handed in now. Raises Refused where nothing can."""
    work = facts.work_of(place, clock.civil_day(now))
    if work is None:
        raise Refused(_("This edition asks for no final assignment."))
    if not work.open:
        raise Refused(_("Nothing can be handed in now. Please write to the course team if you need more time."))
    return work


@transaction.atomic
def hand_in(place: Place, *, by: User, now: datetime) -> Submission:
    """Hand in the attempt that was saved, and confirm it by letter; how late it is counts from now.

    Raises Refused for an empty one, and when nothing can be handed in.
    """
    place = locked(place)
    work = demand_open(place, now)
    draft = work.last
    if draft is None or draft.state != "draft" or not (draft.text.strip() or draft.document):
        raise Refused(_("There is nothing to hand in yet: write a text or add a file."))
    draft.handed_in_at, draft.days_late = now, work.late
    draft.save(update_fields=["handed_in_at", "days_late"])
    move(draft, "hand-in", by=by, now=now)
    tell(place, "enrolment/assignment_received", submission=draft)
    return draft


@transaction.atomic
def take_back(place: Place, *, by: User, now: datetime) -> Submission:
    """Go on writing: until the last day, and while nobody has given a mark. Raises Refused otherwise."""
    place = locked(place)
    work = facts.work_of(place, clock.civil_day(now))
    if work is None or work.last is None or work.late:
        raise Refused(_("It can no longer be taken back."))
    last = lock_one(Submission.objects.filter(pk=work.last.pk))  # as who marks it does
    if last.marks.exists():
        raise Refused(_("It can no longer be taken back."))
    move(last, "take-back", by=by, now=now)
    return last


@transaction.atomic
def extend(place: Place, *, until: date, why: str, by: User, now: datetime) -> Extension:
    """Give more time, and tell the participant. Raises Refused for a day that gives none, or a place given back."""
    place = locked(place)
    work = facts.work_of(place, clock.civil_day(now))
    if work is None or place.state not in HOLDING_A_SEAT:
        raise Refused(_("There is no final assignment to hand in for this place."))
    if until <= work.due:
        raise Refused(_("This gives no more time: the last day is later already."))
    given = place.extensions.create(until=until, why=why, by=by, at=now)
    tell(place, "enrolment/assignment_extended", until=until)
    return given


def tell(place: Place, name: str, **context: object) -> None:
    """A letter to the participant, with the page of the assignment to go to."""
    write_letter(name, to=place.participant, about=f"place:{place.pk}", place=place, edition=place.edition, **context)
