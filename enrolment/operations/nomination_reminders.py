"""Reminders about nominations, and about letters that were infected and have not come again."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from academy import clock
from academy.letters.operations import write
from enrolment.models import Application, Nomination, Nominee
from enrolment.operations.nominate import about, invite
from enrolment.operations.reminders import closing_soon, remind

NOMINATION_DAYS = (7, 2)
CANDIDATE_DAYS = (7,)  # who wants to take part is told once more; the organization hears of the rest
LOST_LETTER_WAIT = timedelta(days=14)
LOST_LETTER_DAYS = (11, 4)  # after three days of silence, and after ten
NOT_SENT = Q(application=None) | Q(application__state="draft")


def nominators(*, now: datetime) -> None:
    """An organization hears which of its candidates have not sent their application, before they can no longer."""
    not_sent = Nominee.objects.filter(NOT_SENT, nomination=OuterRef("pk"))
    waiting = Nomination.objects.filter(Exists(not_sent), edition__in=closing_soon(max(NOMINATION_DAYS), now))
    remind(
        waiting.select_related("edition__course", "nominator"),
        "enrolment/remind_nominator",
        NOMINATION_DAYS,
        due=lambda nomination: cast(date, nomination.edition.applications_close),
        since=lambda nomination: clock.civil_day(nomination.at),
        write=tell_nominator,
        now=now,
    )


def tell_nominator(nomination: Nomination) -> None:
    """The letter, with the candidates one by one."""
    waiting = nomination.nominees.filter(NOT_SENT).select_related("application")
    context: dict[str, Any] = {"about": about(nomination), "nomination": nomination, "waiting": waiting}
    write("enrolment/remind_nominator", to=nomination.nominator, **context)


def candidates(*, now: datetime) -> None:
    """Who was nominated and has not begun the own part; who has begun hears of the draft like everybody."""
    waiting = Nominee.objects.filter(
        application=None, nomination__edition__in=closing_soon(max(CANDIDATE_DAYS), now)
    ).select_related("nomination__edition__course")
    remind(
        waiting,
        "enrolment/invited",
        CANDIDATE_DAYS,
        due=lambda nominee: cast(date, nominee.nomination.edition.applications_close),
        since=lambda nominee: clock.civil_day(nominee.nomination.at),
        write=partial(invite, reminder=True),
        now=now,
    )


def lost_letters(*, now: datetime) -> None:
    """Who was asked for another letter in the place of an infected one: the organization, or the applicant."""
    sent = Application.objects.live().exclude(state__in=["draft", "asked"]).filter(nominee=None)
    for rows in (Nomination.objects.select_related("nominator"), sent.select_related("applicant")):
        remind(
            awaited(rows, clock.civil_day(now)),
            "enrolment/remind_lost_letter",
            LOST_LETTER_DAYS,
            due=lambda owner: clock.civil_day(owner.lost_at + LOST_LETTER_WAIT),
            since=lambda owner: clock.civil_day(owner.lost_at),
            write=tell_lost,
            now=now,
        )


def awaited(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those whose letter was taken away at ``lost_at``, and no other came yet, in editions that are not over."""
    lost = rows.filter(letter=None, infected_letters__isnull=False, infected_letters__replaced_at=None)
    return lost.exclude(edition__ends__lt=today).annotate(lost_at=F("infected_letters__at"))


def tell_lost(owner: Nomination | Application) -> None:
    """The letter to whoever had sent the infected one."""
    to = owner.nominator if isinstance(owner, Nomination) else owner.applicant
    lost = owner.infected_letters.filter(replaced_at=None).latest("at")
    key = f"{owner._meta.model_name}:{owner.pk}"
    write("enrolment/remind_lost_letter", to=to, about=key, link=owner, lost=lost)
