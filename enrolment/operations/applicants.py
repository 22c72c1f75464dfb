"""Applicants who come in a spreadsheet: an account, a draft with what the sheet says, and a letter to the person.

Nobody applies in another's name: the person reads the draft, completes it and sends it. What the person has said
already stands. The same sheet brought in again makes nothing new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from catalogue.models import Edition
from enrolment.models import Application
from enrolment.operations import sponsors
from enrolment.operations.apply import demand_open, put_answers, start, tell


class Became(StrEnum):
    """What became of a row."""

    MADE = "made"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Entry:
    """One row: whose it is, what it says of the application, and the language of letters, empty where it says none."""

    number: int
    email: str
    answers: Mapping[str, Any]
    language: str = ""


@dataclass(frozen=True)
class Result:
    """What became, or would become, of a row, and why not where it was refused."""

    entry: Entry
    became: Became
    why: str = ""


@transaction.atomic
def rehearse(entries: Sequence[Entry], edition: Edition, *, by: User, source: str, now: datetime) -> list[Result]:
    """What would happen: everything is done and taken back."""
    results = bring_in(entries, edition, by=by, source=source, now=now)
    transaction.set_rollback(True)
    return results


@transaction.atomic
def bring_in(entries: Sequence[Entry], edition: Edition, *, by: User, source: str, now: datetime) -> list[Result]:
    """Make a draft for every row and write to the person; what is refused leaves the other rows as they are.

    ``source`` names the file, for the story of the application. Raises Refused when the edition takes no applications.
    """
    demand_open(edition, now)
    first: dict[str, int] = {}
    results = []
    for entry in entries:
        address = entry.email.lower()
        if address in first:
            why = _("This address stands in row %(row)s already.") % {"row": first[address]}
            results.append(Result(entry, Became.REFUSED, why))
        else:
            first[address] = entry.number
            results.append(enter(entry, edition, by=by, source=source, now=now))
    return results


def enter(entry: Entry, edition: Edition, *, by: User, source: str, now: datetime) -> Result:
    """One row in a transaction of its own."""
    try:
        with transaction.atomic():
            person = account_of(entry, now)
            if person.applications.filter(edition=edition).live().exists():
                return Result(entry, Became.THERE)
            application = start(person, edition, now=now)
            fill(application, entry, now)
            why = _("From %(file)s, row %(row)s.") % {"file": source, "row": entry.number}
            application.changes.create(verb="enter", source="draft", target="draft", by=by, at=now, why=why)
            application.refresh_from_db()
            tell(application, "enrolment/entered", by=by)
    except Refused as refusal:
        return Result(entry, Became.REFUSED, str(refusal))
    return Result(entry, Became.MADE)


def account_of(entry: Entry, now: datetime) -> User:
    """The person's account; a new one has no password until the person chooses one.

    Raises Refused for an account that was closed.
    """
    person = User.objects.filter(email=entry.email.lower()).first()
    if person is None:
        language = entry.language or settings.LANGUAGE_CODE
        name = entry.answers["full_name"]
        person = User.objects.create_user(entry.email, name=name, language=language, date_joined=now)
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
    if not person.is_active:
        raise Refused(_("The account with this address is closed."))
    return person


def fill(application: Application, entry: Entry, now: datetime) -> None:
    """Write down what the person has not said already."""
    application = lock_one(Application.objects.filter(pk=application.pk))
    sponsors.demand_another(entry.answers.get("sponsor_email", ""), application.applicant)
    news = {name: value for name, value in entry.answers.items() if not getattr(application, name)}
    put_answers(application, news, now=now)
