"""Reminders: letters that the clock writes before something is due, each once.

``remind`` is for every kind of them; ``enrolment/tasks.py`` lists the kinds that there are.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Model, QuerySet

from academy import clock
from academy.letters import operations as letter_operations
from academy.locks import lock
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Financing, Place, Question, Reminder
from enrolment.operations import sponsors as asking
from enrolment.operations.apply import tell
from enrolment.rules.reminders import falls_due
from enrolment.rules.stay import due

M = TypeVar("M", bound=Model)
DRAFT_DAYS = (7, 2)
LETTER_DAYS = (14,)
QUESTION_DAYS = (2,)
STAY_DAYS = (14, 3)
ASSIGNMENT_DAYS = (7, 1)
SPONSOR_DAYS = (23, 9)  # a link works for thirty days: after a week of silence, and after three


def remind(
    rows: QuerySet[M],
    name: str,
    days_before: Sequence[int],
    *,
    due: Callable[[M], date],
    since: Callable[[M], date],
    write: Callable[[M], object],
    now: datetime,
) -> None:
    """Write the reminder ``name`` about each of ``rows`` for which one is out by now and was not written before.

    ``rows`` are those of which something is still wanted; each is looked at again under its lock, and left alone when
    it is no longer one of them. ``due`` and ``since`` say by when it is wanted and since when the person knows,
    ``write`` writes the letter. See ``falls_due``.
    """
    today = clock.civil_day(now)
    written = set(Reminder.objects.filter(name=name, due__gte=today).values_list("about", "due", "days"))
    for row in rows:
        day = due(row)
        days = falls_due(day, days_before, since=since(row), today=today)
        if days is not None and (about(row), day, days) not in written:
            once(rows.filter(pk=row.pk), name, due=day, days=days, write=write, now=now)


@transaction.atomic
def once(rows: QuerySet[M], name: str, *, due: date, days: int, write: Callable[[M], object], now: datetime) -> None:
    """Write one reminder about the one row, unless it was written before or the row is no longer there."""
    for row in lock(rows):
        _reminder, new = Reminder.objects.get_or_create(
            name=name, about=about(row), due=due, days=days, defaults={"at": now}
        )
        if new:
            write(row)


def about(row: Model) -> str:
    """The key under which letters about the row are found."""
    return f"{row._meta.model_name}:{row.pk}"


def drafts(*, now: datetime) -> None:
    """Who began an application and has not sent it hears of the deadline, and of what is missing."""
    waiting = closing_within(max(DRAFT_DAYS), now)
    remind(waiting, "enrolment/remind_draft", DRAFT_DAYS, due=closes, since=begun, write=tell_draft, now=now)


def letters(*, now: datetime) -> None:
    """Who needs a letter of a sponsor hears early: other people have to sign it."""
    waiting = closing_within(max(LETTER_DAYS), now).filter(financing=Financing.SPONSOR, letter=None)
    remind(waiting, "enrolment/remind_letter", LETTER_DAYS, due=closes, since=begun, write=tell_letter, now=now)


def sponsors(*, now: datetime) -> None:
    """A silent sponsor is asked again before the link in its letter is too old; the applicant hears of it."""
    silent: Any = Application.objects.with_silent_sponsor(now).select_related("edition__course", "applicant")
    remind(
        silent,
        "enrolment/sponsor_silent",
        SPONSOR_DAYS,
        due=lambda application: clock.civil_day(application.sponsor_until),
        since=lambda application: clock.civil_day(application.sponsor_asked_at),
        write=partial(asking.remind, now=now),
        now=now,
    )


def questions(*, now: datetime) -> None:
    """Who was asked for one thing more and has not answered."""
    waiting = Question.objects.open().filter(application__state="asked")
    waiting = waiting.select_related("application__edition__course", "application__applicant")
    remind(
        waiting,
        "enrolment/remind_question",
        QUESTION_DAYS,
        due=lambda question: question.until,
        since=lambda question: clock.civil_day(question.asked_at),
        write=lambda question: tell(question.application, "enrolment/remind_question", question=question),
        now=now,
    )


def stays(*, now: datetime) -> None:
    """Participants who have not told about their stay."""
    waiting: Any = Place.objects.with_a_stay_to_tell(clock.civil_day(now)).order_by("pk")
    waiting = waiting.select_related("edition__course", "participant")

    def due_on(place: Any) -> date:
        return due(place.stay_starts, place.edition.stay_days)

    def tell_stay(place: Any) -> None:
        about_it = {"about": f"place:{place.pk}", "place": place, "due": due_on(place)}
        letter_operations.write("enrolment/remind_stay", to=place.participant, **about_it)

    def since(place: Any) -> date:
        return clock.civil_day(place.confirmed_at)

    remind(waiting, "enrolment/remind_stay", STAY_DAYS, due=due_on, since=since, write=tell_stay, now=now)


def assignments(*, now: datetime) -> None:
    """Participants who have not handed in their final assignment; who was given more time hears later."""
    today = clock.civil_day(now)
    waiting: Any = Place.objects.with_an_assignment_to_hand_in(today)

    def due_on(place: Place) -> date:
        work = facts.work_of(place, today)
        return work.due if work and work.open else date.min

    def tell_due(place: Place) -> None:
        about_it: dict[str, Any] = {"about": f"place:{place.pk}", "place": place, "due": due_on(place)}
        letter_operations.write("enrolment/remind_assignment", to=place.participant, **about_it)

    def since(place: Place) -> date:
        return clock.civil_day(place.confirmed_at)

    remind(waiting, "enrolment/remind_assignment", ASSIGNMENT_DAYS, due=due_on, since=since, write=tell_due, now=now)


def closing_within(days: int, now: datetime) -> QuerySet[Application]:
    """Drafts to editions that close soon."""
    drafts = Application.objects.filter(state="draft", edition__in=closing_soon(days, now))
    return drafts.select_related("edition__course", "applicant").prefetch_related("wishes")


def closing_soon(days: int, now: datetime) -> QuerySet[Edition]:
    """Editions that take applications today and for at most ``days`` more."""
    today = clock.civil_day(now)
    return Edition.objects.open_for_applications(today).filter(applications_close__lte=today + timedelta(days=days))


def closes(application: Application) -> date:
    """The last day on which it can be sent; an edition without one takes no applications."""
    return cast(date, application.edition.applications_close)


def begun(application: Application) -> date:
    """The day of the first draft."""
    return clock.civil_day(application.started_at)


def tell_draft(application: Application) -> None:
    """The letter on a draft."""
    tell(application, "enrolment/remind_draft", lacking=facts.lacking(application))


def tell_letter(application: Application) -> None:
    """The letter on a missing letter."""
    tell(application, "enrolment/remind_letter")
