"""An applicant's own acts: starting, saving, sending and withdrawing an application."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.intake import take_in
from academy.documents.models import Document
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock_one
from academy.states import move
from catalogue import facts as catalogue_facts
from catalogue.models import Edition, Elective
from catalogue.rules.status import takes_applications
from enrolment import facts
from enrolment.models import Application, ElectiveWish, Nominee
from enrolment.models.question import Outcome
from enrolment.operations import profile, rates, sponsors, substitute
from enrolment.operations.letters import throw_away


@transaction.atomic
def start(person: User, edition: Edition, *, now: datetime) -> Application:
    """The person's live application to the edition; a new draft when there is none, filled from the profile.

    Raises Refused when the edition takes no applications.
    """
    lock_one(User.objects.filter(pk=person.pk))
    mine = person.applications.filter(edition=edition)
    if live := mine.live().first():
        return live
    demand_open(edition, now)
    return Application.objects.create(applicant=person, edition=edition, started_at=now, **profile.known(person))


def demand_open(edition: Edition, now: datetime) -> None:
    """Raise Refused unless the edition takes applications at this moment; the last day ends at midnight in Turin."""
    if not edition.published or not takes_applications(catalogue_facts.dates_of(edition), clock.civil_day(now)):
        raise Refused(_("This edition is not open for applications."))


@transaction.atomic
def save(application: Application, values: Mapping[str, Any], *, now: datetime) -> None:
    """Keep what was typed in one step, in the person's profile too.

    Raises Refused once the application was sent or the deadline is past.
    """
    demand_draft(application, now)
    put_answers(application, values, now=now)


def put_answers(application: Application, values: Mapping[str, Any], *, now: datetime) -> None:
    """Write the answers down in an application that the caller has locked, and in the person's profile."""
    Application.objects.filter(pk=application.pk).update(**values)
    profile.learn(application.applicant, values, now=now)


@transaction.atomic
def save_financing(
    application: Application, values: Mapping[str, Any], *, letter: Cleaned | None, now: datetime
) -> None:
    """Keep who pays and, when one was chosen, the cleaned sponsorship letter: both or neither.

    Raises Refused, besides, when the sponsor's address is the applicant's own, and to somebody who was nominated: then
    the sponsor has filled in this step.
    """
    if Nominee.objects.filter(application=application).exists():
        raise Refused(_("Your sponsor has filled in this step. To change it, write to us."))
    rates.demand_of_edition(application, values.get("rate"))
    sponsors.demand_another(values.get("sponsor_email", ""), application.applicant)
    save(application, values, now=now)
    if letter:
        keep_letter(application, take_in(letter), now=now)


@transaction.atomic
def keep_letter(application: Application, letter: Document, *, now: datetime) -> None:
    """Put the sponsorship letter with the draft; an earlier one is thrown away after the transaction."""
    demand_draft(application, now)
    put_letter(application, letter, now=now)


def put_letter(application: Application, letter: Document, *, now: datetime) -> None:
    """Put the letter with an application that the caller has locked; it takes the place of one that was infected."""
    former = Application.objects.get(pk=application.pk).letter
    Application.objects.filter(pk=application.pk).update(letter=letter)
    application.infected_letters.filter(replaced_at=None).update(replaced_at=now)
    if former:
        transaction.on_commit(partial(throw_away, former))


@transaction.atomic
def wish(application: Application, electives: Sequence[Elective], *, now: datetime) -> None:
    """Keep the electives that the applicant would like, those of one area in this order; they hold no seat yet."""
    demand_draft(application, now)
    put_wishes(application, electives)


def put_wishes(application: Application, electives: Sequence[Elective]) -> None:
    """Write the wishes down, numbered in each area, in an application that the caller has locked."""
    if any(elective.edition_id != application.edition_id for elective in electives):
        raise Refused(_("This elective belongs to another edition."))
    application.wishes.all().delete()
    by_area: dict[int, list[Elective]] = {}
    for elective in dict.fromkeys(electives):
        by_area.setdefault(elective.area_id, []).append(elective)
    ElectiveWish.objects.bulk_create(
        ElectiveWish(application=application, elective=elective, rank=rank)
        for wished in by_area.values()
        for rank, elective in enumerate(wished, start=1)
    )


def demand_draft(application: Application, now: datetime) -> None:
    """Lock the application and raise Refused unless it may still be written to."""
    current = lock_one(Application.objects.filter(pk=application.pk))
    if current.state != "draft":
        raise Refused(_("This application was sent and can no longer be changed."))
    demand_in_time(current, now)


def demand_in_time(application: Application, now: datetime) -> None:
    """Raise Refused after the deadline, which for a substitute is the day before the edition starts."""
    if not facts.may_be_written(application, clock.civil_day(now)):
        raise Refused(_("This edition is not open for applications."))


@transaction.atomic
def submit(application: Application, *, now: datetime) -> Application:
    """Send the application; doing it twice is the same as doing it once.

    Raises Refused after the deadline, or when something is missing; then nothing was changed.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    if application.state == "submitted":
        return application
    if application.state == "draft":
        demand_in_time(application, now)
        if facts.missing(application):
            raise Refused(_("Something is still missing; the list below says what."))
    move(application, "submit", by=application.applicant, now=now)
    application.submitted_at = now
    application.save(update_fields=["submitted_at"])
    tell(application, "enrolment/received")
    if facts.waits_for_sponsor(application):
        sponsors.ask(application, by=application.applicant, now=now)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: User, why: str, now: datetime) -> None:
    """Take the application back before it is decided; a draft is thrown away. Raises Refused afterwards."""
    application = lock_one(Application.objects.filter(pk=application.pk))
    if application.stands_in:
        substitute.end(application.stands_in, "give-up", by=by, why=why, now=now)
    if application.state == "draft":
        move(application, "discard", by=by, now=now, why=why)
        return
    move(application, "withdraw", by=by, now=now, why=why)
    application.questions.open().update(outcome=Outcome.TAKEN_BACK, closed_at=now)
    tell(application, "enrolment/withdrawn")


def tell(application: Application, name: str, **context: Any) -> None:
    """Write the letter ``name`` to the applicant."""
    write(name, to=application.applicant, about=f"application:{application.pk}", application=application, **context)
