"""The Centre's word on an edition: that it takes place, that it moves to later days, that it does not take place.

What the last two mean for people is known one app above, which calls these inside its own transaction.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from academy.locks import lock_one
from catalogue.facts import status_of
from catalogue.models import Edition, FinalAssignment, GroupWork, Period
from catalogue.operations.dates import follow_the_phases
from catalogue.operations.index import index_course_of
from catalogue.rules.status import Status
from catalogue.selectors.cards import BEFORE_THE_START

OVER = (Status.PAST, Status.CALLED_OFF)


@transaction.atomic
def confirm(edition: Edition, *, now: datetime) -> None:
    """Tell readers that the edition takes place. Raises Refused unless they can read it and it is still to begin.

    Saying it twice is the same as saying it once.
    """
    edition = lock_one(Edition.objects.filter(pk=edition.pk))
    if not edition.published:
        raise Refused(_("Publish it first: nobody can read it yet."))
    if status_of(edition, clock.civil_day(now)) not in BEFORE_THE_START:
        raise Refused(_("Only an edition that is still to begin can be confirmed."))
    if edition.confirmed_at is None:
        edition.confirmed_at = now
        edition.save(update_fields=["confirmed_at"])


def call_off(edition: Edition, *, now: datetime) -> None:
    """The locked edition does not take place. Raises Refused when it is over or was called off already."""
    demand_not_over(edition, now)
    edition.cancelled = True
    edition.save(update_fields=["cancelled"])
    index_course_of(edition)


def postpone(edition: Edition, *, starts: date, now: datetime) -> None:
    """Move every day of the locked edition by what lies between its first day and ``starts``.

    Due to begin on 8 February, now on 1 March: every period, session and hand-in, the last day and the deadline move by
    21 days, and so does the first day for applications where it is still to come. Raises Refused when the edition has
    begun, is called off, has no first day, or would not begin later than before.
    """
    demand_not_over(edition, now)
    today = clock.civil_day(now)
    if edition.starts is None:
        raise Refused(_("This edition has no first day, so its dates cannot be moved."))
    if edition.starts <= today:
        raise Refused(_("This edition has begun and can no longer be postponed."))
    if starts <= edition.starts:
        raise Refused(_("The new first day comes after the present one."))
    _move(edition, starts - edition.starts, today)
    index_course_of(edition)


def demand_not_over(edition: Edition, now: datetime) -> None:
    """Raise Refused for an edition whose days are past, or that was called off."""
    if status_of(edition, clock.civil_day(now)) in OVER:
        raise Refused(_("This edition is over or was called off already."))


def _move(edition: Edition, by: timedelta, today: date) -> None:
    edition.postponed_from = edition.starts
    for name in ("starts", "ends", "applications_close"):
        if day := getattr(edition, name):
            setattr(edition, name, day + by)
    if edition.applications_open and edition.applications_open > today:
        edition.applications_open += by
    for period in Period.objects.filter(phase__edition=edition):
        period.starts, period.ends = period.starts + by, period.ends + by
        period.save(update_fields=["starts", "ends"])
    for session in edition.sessions.all():
        session.starts_at, session.ends_at = (
            clock.days_later(session.starts_at, by),
            clock.days_later(session.ends_at, by),
        )
        session.save(update_fields=["starts_at", "ends_at"])
    for model in (FinalAssignment, GroupWork):
        for work in model.objects.filter(edition=edition):
            work.due += by
            work.save(update_fields=["due"])
    edition.save(update_fields=["starts", "ends", "applications_open", "applications_close", "postponed_from"])
    follow_the_phases(edition)
