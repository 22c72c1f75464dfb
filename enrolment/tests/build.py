"""Editions, applications and places for tests, made the way the site makes them.

All dates are relative to today in Turin, so that no test needs to stop the clock: ``open_edition(starts_in=10)``
begins in ten days.
"""

import re
from collections.abc import Iterable
from typing import Any

from academy import clock
from academy.accounts.models import User
from academy.documents import operations as documents
from academy.documents.check import Cleaned
from academy.letters.models import Letter
from catalogue.models import Edition
from catalogue.tests.build import (
    PRICE,
    REQUIRED,
    SUBSISTENCE,
    TUITION,
    add_assignment,
    add_elective,
    add_group_work,
    add_phases,
    add_session,
    course,
    open_edition,
    policy,
)
from enrolment import facts
from enrolment.models import Application, Invoice, Nomination, Offer, Payer, Place
from enrolment.operations import apply, decide, invoices, nominate, offers, payers

__all__ = [
    "PRICE",
    "REQUIRED",
    "SUBSISTENCE",
    "TUITION",
    "add_assignment",
    "add_elective",
    "add_group_work",
    "add_phases",
    "add_session",
    "course",
    "open_edition",
    "policy",
]
ANSWERS: dict[str, Any] = {
    "full_name": "Amina Diallo",
    "certificate_name": "Amina DIALLO",
    "nationality": "SN",
    "country": "SN",
    "organization": "Ministry of Labour",
    "position": "Labour inspector",
    "sector": "government",
    "years_of_experience": 7,
    "languages": {"wo": "native", "fr": "C1", "en": "B2"},
    "financing": "self",
    "motivation": "I advise on bilateral agreements and want to compare them with others.",
}
SPONSOR = {
    "financing": "sponsor",
    "sponsor_name": "Ministry of Labour",
    "sponsor_contact": "Moussa Ndiaye",
    "sponsor_email": "training@labour.example",
}


def draft(person: User, edition: Edition, **answers: Any) -> Application:
    """A draft with every answer given, paid by the applicant; ``answers`` change it (``**SPONSOR`` adds a letter)."""
    now = clock.now()
    application = apply.start(person, edition, now=now)
    apply.save(application, ANSWERS | {"full_name": person.name} | answers, now=now)
    apply.wish(application, list(edition.electives.all()[: edition.electives_to_choose]), now=now)
    if answers.get("financing") == "sponsor":
        letter = documents.keep(b"%PDF-1.7", title="letter.pdf", content_type="application/pdf")
        apply.keep_letter(application, letter, now=now)
    return Application.objects.get(pk=application.pk)


def submitted(person: User, edition: Edition, **answers: Any) -> Application:
    """An application that waits for a decision."""
    return apply.submit(draft(person, edition, **answers), now=clock.now())


def place(person: User, edition: Edition, *, by: User, **answers: Any) -> Place:
    """A place: applied for, and accepted by the reviewer ``by``. The price is charged and nothing is paid."""
    application = submitted(person, edition, **answers)
    given = decide.accept(application, by=by, why="", seen="submitted", now=clock.now())
    return given if isinstance(given, Place) else taken_up(given)


def offered(person: User, edition: Edition, *, by: User, **answers: Any) -> Offer:
    """An open offer, in an edition that gives days to answer."""
    given = decide.accept(submitted(person, edition, **answers), by=by, why="", seen="submitted", now=clock.now())
    assert isinstance(given, Offer)
    return given


def taken_up(offer: Offer) -> Place:
    """The place that was offered."""
    application = offer.application
    seen = facts.terms_for(application).fingerprint
    return offers.take_up(offer, by=application.applicant, seen=seen, now=clock.now())


def reserved(person: User, edition: Edition, *, by: User, **answers: Any) -> Application:
    """An application on the reserve list."""
    application = submitted(person, edition, **answers)
    decide.reserve(application, by=by, why="", seen="submitted", now=clock.now())
    return Application.objects.get(pk=application.pk)


def sponsor_secret(application: Application) -> str:
    """The secret in the newest letter to the sponsor, which lies nowhere else and is gone once that is sent."""
    asked = Letter.objects.filter(about=f"application:{application.pk}", name="enrolment/sponsor_asked")
    found = re.search(r"/sponsor/([^/]+)/", asked[0].text)
    assert found, asked[0].text
    return found[1]


def invoice(place: Place, *, by: User) -> Invoice:
    """The invoice of all that the place's payer was charged; the payer lives in Dakar."""
    payer = payers.payer_of(place)
    Payer.objects.filter(pk=payer.pk).update(address="12 rue de Thiong\nDakar", country="SN")
    return invoices.issue(payer, [place], by=by, now=clock.now())


NOMINATION: dict[str, Any] = {
    "organization": "Ministry of Labour",
    "contact": "Moussa Ndiaye",
    "position": "Head of training",
    "together": "any",
    "share": "all",
    "amount": None,
    "language": "en",
}


def nomination(nominator: User, edition: Edition, candidates: Iterable[User], **values: Any) -> Nomination:
    """A nomination of these people, who have not begun their part yet."""
    pairs = [(one.name, one.email) for one in candidates]
    letter = Cleaned(b"%PDF-1.7", "application/pdf", "nomination.pdf")
    said = NOMINATION | values
    return nominate.nominate(nominator, edition, pairs, letter=letter, now=clock.now(), **said)


def nominated(candidate: User, nomination: Nomination) -> Application:
    """The candidate's application, complete and sent."""
    application = nominate.take_up(nomination.nominees.get(email=candidate.email), candidate, now=clock.now())
    answers = {key: value for key, value in ANSWERS.items() if key != "financing"}
    apply.save(application, answers | {"full_name": candidate.name}, now=clock.now())
    electives = list(nomination.edition.electives.all()[: nomination.edition.electives_to_choose])
    apply.wish(application, electives, now=clock.now())
    return apply.submit(Application.objects.get(pk=application.pk), now=clock.now())
