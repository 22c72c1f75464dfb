"""Erasing what an application, a nomination or a place says about people, once it is no longer needed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from academy.accounts.models import User
from academy.documents.models import Document
from academy.letters import operations as letters
from academy.locks import lock, lock_one
from enrolment.models import (
    Application,
    Conflict,
    LedgerEntry,
    Nomination,
    PassedOver,
    Payer,
    Profile,
    SavedView,
    Stay,
    Submission,
    Substitution,
    Team,
)

NOTHING: dict[str, Any] = {
    **dict.fromkeys(("full_name", "certificate_name", "gender", "nationality", "organization", "position"), ""),
    **dict.fromkeys(("sponsor_name", "sponsor_contact", "sponsor_email", "sponsor_language", "motivation"), ""),
    "years_of_experience": None,
    "languages": {},
    "letter": None,
}
"""What is left are the country, the constituent group and who paid: the Centre counts with them."""
NEEDED_FOR_ACCOUNTS = ("full_name", "certificate_name", "organization", "sponsor_name")
GONE = "–"


@transaction.atomic
def empty(application: Application, now: datetime, *, but: tuple[str, ...] = ()) -> None:
    """Nothing in it points to a person any more, except the fields ``but``; its states and days stay, to be counted."""
    application = lock_one(Application.objects.filter(pk=application.pk))
    letter = application.letter
    for name, nothing in NOTHING.items():
        if name not in but:
            setattr(application, name, nothing)
    application.emptied_at = None if but else now
    application.save()
    empty_around(application)
    drop(letter)


def empty_around(application: Application) -> None:
    """What others wrote about the applicant, and what was told about the stay."""
    application.sponsor_requests.all().delete()
    application.infected_letters.all().delete()
    application.reviews.update(comment="")
    application.questions.update(words=GONE)
    application.changes.update(why="")
    Conflict.objects.filter(application=application).delete()
    PassedOver.objects.filter(application=application).update(why=GONE)
    Stay.objects.filter(application=application).delete()
    letters.forget(f"application:{application.pk}")


def drop(letter: Document | None) -> None:
    """The letter goes, unless somebody else's application or nomination shows it too."""
    if letter is None:
        return
    used = Application.objects.filter(letter=letter).exists() or Nomination.objects.filter(letter=letter).exists()
    if not used:
        letter.delete()


@transaction.atomic
def drop_letter(application: Application, now: datetime) -> None:
    """The letter alone goes: what it promised was paid."""
    letter, application.letter = application.letter, None
    application.save(update_fields=["letter"])
    drop(letter)


@transaction.atomic
def discard(application: Application, now: datetime) -> None:
    """A draft that nobody ever read goes as if it had never been."""
    letter = application.letter
    letters.forget(f"application:{application.pk}")
    application.delete()
    drop(letter)


@transaction.atomic
def empty_nomination(nomination: Nomination, now: datetime) -> None:
    """The letter and who wrote it go; that an organization nominated stays."""
    letter = nomination.letter
    nomination.letter, nomination.contact, nomination.position = None, "", ""
    nomination.save(update_fields=["letter", "contact", "position"])
    nomination.infected_letters.all().delete()
    nomination.nominees.filter(application=None).delete()
    nomination.nominees.update(name=GONE)
    for nominee in nomination.nominees.all():
        nominee.email = f"{nominee.pk}@erased.invalid"
        nominee.save(update_fields=["email"])
    drop(letter)


def empty_substitution(substitution: Substitution, now: datetime) -> None:
    """Who was named goes; who took the place has an application."""
    substitution.name, substitution.email = GONE, ""
    substitution.save(update_fields=["name", "email"])


def empty_payer(payer: Payer, now: datetime) -> None:
    """Nobody can tell any more who paid."""
    payer.name, payer.email, payer.address, payer.tax_number = f"{GONE} {payer.pk}", "", "", ""
    payer.save(update_fields=["name", "email", "address", "tax_number"])


@transaction.atomic
def forget(person: User, now: datetime) -> None:
    """What goes with the account. A place that was held keeps the name, which the law of accounts asks for."""
    Profile.objects.filter(person=person).delete()
    SavedView.objects.filter(person=person).delete()
    for application in lock(Application.objects.filter(applicant=person, emptied_at=None)):
        if application.state in ("draft", "discarded"):
            discard(application, now)
        else:
            paid = LedgerEntry.objects.filter(place__application=application).exists()
            empty(application, now, but=NEEDED_FOR_ACCOUNTS if paid else ())
    for nomination in lock(Nomination.objects.filter(nominator=person)):
        empty_nomination(nomination, now)


@transaction.atomic
def drop_work(work: Submission | Team, now: datetime) -> None:
    """What was handed in goes; that it was, and its mark, stay."""
    document = work.document
    work.text, work.document = "", None
    work.save(update_fields=["text", "document"])
    if document:
        document.delete()
