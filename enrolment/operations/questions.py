"""Asking an applicant for one thing more: it alone is open until it is answered, taken back, or the day is over."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.documents.intake import take_in
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Application, Question
from enrolment.models.question import Outcome
from enrolment.operations import apply, decide
from enrolment.rules.questions import fields_of


@transaction.atomic
def ask(
    application: Application, *, thing: str, words: str, until: date, by: User, seen: str, now: datetime
) -> Question:
    """Open one thing of a sent application until the end of ``until`` in Turin, and write to the applicant.

    ``seen`` is the state on the screen of ``by``. Raises Refused when somebody decided in the meantime, when the day
    is past, when nothing is said, or when the thing makes no sense for this application.
    """
    if not words.strip():
        raise Refused(_("Say what you need: the letter to the applicant says it."))
    if until < clock.civil_day(now):
        raise Refused(_("Give a day that is still to come."))
    application = decide.as_seen(application, seen)
    if thing not in facts.may_be_asked(application):
        raise Refused(_("This application does not have that."))
    question = put_question(application, thing=thing, words=words, until=until, by=by, now=now)
    apply.tell(application, "enrolment/asked_more", question=question)
    return question


def put_question(
    application: Application, *, thing: str, words: str, until: date, by: User | None, now: datetime
) -> Question:
    """Open one thing of an application that the caller has locked; None asks when the site does it by itself."""
    move(application, "ask", by=by, now=now, why=words)
    return application.questions.create(thing=thing, words=words, until=until, by=by, asked_at=now)


@transaction.atomic
def answer(application: Application, values: Mapping[str, Any], *, now: datetime) -> None:
    """Keep the answer and put the application back into the queue.

    ``values`` holds the fields of the thing and no others; a letter is ``documents.check.Cleaned``. Raises Refused
    when nothing is asked any more, after the day, or while something of it is missing; then nothing was changed.
    """
    application, question = opened(application)
    if clock.civil_day(now) > question.until:
        raise Refused(_("The time to answer is over; we go on with what you have sent."))
    names = fields_of(question.thing)
    if set(values) != set(names) or not all(values.values()) or not put(application, values, now=now):
        raise Refused(_("Please fill in what is asked for."))
    close(application, question, "answer", Outcome.ANSWERED, by=application.applicant, now=now)


def put(application: Application, values: Mapping[str, Any], *, now: datetime) -> bool:
    """Write the values down; whether nothing of them is missing now."""
    if "letter" in values:
        apply.put_letter(application, take_in(values["letter"]), now=now)
    elif "electives" in values:
        apply.put_wishes(application, values["electives"])
    else:
        apply.put_answers(application, values, now=now)
    application.refresh_from_db()
    return not {gap.field for gap in facts.missing(application)} & set(values)


@transaction.atomic
def take_back(application: Application, *, by: User, now: datetime) -> None:
    """Ask no more: the application goes back into the queue as it is. Raises Refused when nothing is asked."""
    application, question = opened(application)
    close(application, question, "take-back", Outcome.TAKEN_BACK, by=by, now=now)


def run_out(*, now: datetime) -> None:
    """Put back into the queue whatever was not answered in time."""
    for question in Question.objects.open().filter(until__lt=clock.civil_day(now)).select_related("application"):
        with transaction.atomic():
            application = lock_one(Application.objects.filter(pk=question.application_id))
            if late := application.questions.open().filter(pk=question.pk).first():
                close(application, late, "run-out", Outcome.RAN_OUT, by=None, now=now)


def opened(application: Application) -> tuple[Application, Question]:
    """The application, locked, and what is asked. Raises Refused when nothing is."""
    application = lock_one(Application.objects.filter(pk=application.pk))
    question = application.questions.open().first()
    if question is None:
        raise Refused(_("Nothing is asked of you any more: this was answered or taken back."))
    return application, question


def close(
    application: Application, question: Question, verb: str, outcome: Outcome, *, by: User | None, now: datetime
) -> None:
    """End the question and go back into the queue."""
    move(application, verb, by=by, now=now)
    question.outcome, question.closed_at = outcome, now
    question.save(update_fields=["outcome", "closed_at"])
