"""Noting who read what, asking for an erasure and carrying it out, and the nightly round."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.keeping import table
from academy.keeping.models import Erasure, Matter, Reading
from academy.letters.operations import write
from academy.locks import lock, lock_one
from academy.states import move

SAME_READING = timedelta(hours=1)
DAYS_TO_THINK = {"asked": 14, "idle": 30}
AT_A_TIME = 300
log = logging.getLogger(__name__)


def note_readings(matter: Matter, subjects: Iterable[tuple[int, str]], *, by: User, now: datetime) -> None:
    """Leave a row for each pair of person and key: ``by`` looked at it. The same look within an hour is one."""
    pairs = list(subjects)
    same = Reading.objects.filter(matter=matter, by=by, at__gt=now - SAME_READING)
    known = set(same.filter(about__in=[about for _subject, about in pairs]).values_list("about", flat=True))
    fresh = [(subject, about) for subject, about in pairs if about not in known]
    rows = [Reading(matter=matter, subject_id=subject, about=about, by=by, at=now) for subject, about in fresh]
    Reading.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def ask(person: User, *, now: datetime) -> Erasure:
    """The account will be erased in two weeks, and a letter says so; asking again changes nothing.

    Raises Refused while something must be settled first, with what it is.
    """
    person = lock_one(User.objects.filter(pk=person.pk))
    if there := person.erasures.filter(state="asked").first():
        return there
    if hindered := table.hindrances(person, clock.civil_day(now)):
        raise Refused(" ".join(hindered))
    return announce(person, idle=False, now=now)


@transaction.atomic
def warn_idle(person: User, now: datetime) -> None:
    """Tell somebody who has not come for years that the account goes in a month, unless something hinders it."""
    person = lock_one(User.objects.filter(pk=person.pk))
    if person.erasures.filter(state="asked").exists() or table.hindrances(person, clock.civil_day(now)):
        return
    announce(person, idle=True, now=now)


def announce(person: User, *, idle: bool, now: datetime) -> Erasure:
    """The row and the letter."""
    on = clock.civil_day(now) + timedelta(days=DAYS_TO_THINK["idle" if idle else "asked"])
    erasure = Erasure.objects.create(person=person, idle=idle, asked_at=now, on=on)
    write("keeping/erasure", to=person, about=f"erasure:{erasure.pk}", erasure=erasure)
    return erasure


@transaction.atomic
def call_back(person: User, *, by: User | None, now: datetime) -> None:
    """The account stays. Raises Refused when nothing was to be erased."""
    erasures = lock(Erasure.objects.filter(person=person, state="asked"))
    if not erasures:
        raise Refused(_("Your account was not to be erased."))
    move(erasures[0], "call-back", by=by, now=now)


def carry_out(erasure: Erasure, now: datetime) -> None:
    """Erase the account on its day; one that was used again stays, where nobody but the clock wanted it gone.

    While something hinders it, it waits, and the desk shows that it is overdue.
    """
    person = lock_one(User.objects.filter(pk=erasure.person_id))
    if erasure.idle and person.last_login and person.last_login > erasure.asked_at:
        call_back(person, by=None, now=now)
    elif not table.hindrances(person, clock.civil_day(now)):
        table.forget(person, now)
        move(erasure, "erase", by=None, now=now)


def erasures_due(today: date) -> QuerySet[Erasure]:
    """Those whose day has come."""
    return Erasure.objects.filter(state="asked", on__lte=today)


def tidy(*, now: datetime) -> dict[str, int]:
    """Do what is due today, a few hundred rows of each kind at a time. Returns how many of each kind went.

    A row that cannot be done is left for the next night; the desk shows it as overdue.
    """
    return {due.name: sum(done(due, key, now) for key in keys(due, now)) for due in table.dues()}


def keys(due: table.Due, now: datetime) -> list[object]:
    """The keys of the first rows that are due."""
    return list(due.rows(clock.civil_day(now)).order_by("pk").values_list("pk", flat=True).distinct()[:AT_A_TIME])


def done(due: table.Due, key: object, now: datetime) -> bool:
    """Do one row, if it is still due once it is locked."""
    rows = due.rows(clock.civil_day(now)).filter(pk=key)
    try:
        with transaction.atomic():
            held = lock(rows.model._default_manager.filter(pk=key))
            if not held or not rows.exists():
                return False
            due.deed(held[0], now)
    except Exception:
        log.exception("%s %s is due to go and does not", due.name, key)
        return False
    return True
