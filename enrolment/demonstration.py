"""People, applications and places made up for the demonstration, through the same operations as real ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from weasyprint import HTML

from academy import clock
from academy.accounts.models import User
from academy.documents.operations import keep
from academy.money import ZERO, euros
from catalogue.models import Criterion, Edition
from enrolment import facts
from enrolment.demonstration_learning import load_assignments, load_passed, load_teams
from enrolment.models import Application, Invoice, Payer, Place, Share, Source
from enrolment.operations import (
    apply,
    attendance,
    cancel,
    decide,
    invoices,
    ledger,
    offers,
    payers,
    record,
    review,
    selection,
    sponsors,
)
from enrolment.rules.composition import ANY, Aim

DATA = Path(__file__).parent / "data" / "people.yaml"
PASSWORD = "demonstration"
SPONSOR, SPONSOR_EMAIL = "Fund for Fair Migration", "fund@example.org"
SHARES = {7: 0.9, 8: 0.5}  # how much the last two of the edition that is over have done
LETTER = """<html lang="en"><title>Letter of sponsorship</title><body style="font: 12pt/1.6 sans-serif">
<p>{organization}</p><h1 style="font-size: 16pt">Letter of sponsorship</h1>
<p>We nominate {name}, {position}, for “{course}” ({code}) and will pay the whole course fee.</p>
<p>This letter was made up for a demonstration.</p></body></html>"""


@dataclass(frozen=True)
class Figure:
    """One made-up person and what goes into the form."""

    name: str
    gender: str
    country: str
    sector: str
    organization: str
    position: str
    years: int
    language: str


@cache
def file() -> dict[str, Any]:
    """What stands in ``data/people.yaml``."""
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


@cache
def figures() -> tuple[Figure, ...]:
    """Everybody in the file; the first two are the demonstration's applicants."""
    return tuple(Figure(*row) for row in file()["people"])


def load_accounts() -> dict[str, User]:
    """The five accounts whose password is printed, by the word before the @."""
    rows = file()["accounts"]
    return {email.partition("@")[0]: load_account(email, **row) for email, row in rows.items()}


@transaction.atomic
def load_account(email: str, name: str, language: str = "en", role: str = "", password: str = PASSWORD) -> User:
    """One person with a confirmed address, made once; ``role`` makes a member of staff."""
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, password or None, name=name, language=language, is_staff=bool(role))
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if role:
        person.groups.set([Group.objects.get(name=role)])
    return person


def person_of(figure: Figure, number: int) -> User:
    """The figure's own account; the first two are the printed ones, nobody signs in as the others."""
    email = ["applicant@example.org", "applicant2@example.org"][number] if number < 2 else f"person{number}@example.org"
    return load_account(email, figure.name, figure.language, password="")


def people() -> Iterator[tuple[User, Figure]]:
    """Everybody with an account, in the order of the file."""
    return ((person_of(figure, number), figure) for number, figure in enumerate(figures()))


def draft(person: User, figure: Figure, edition: Edition, now: datetime) -> Application:
    """A started application with the first steps filled in."""
    application = apply.start(person, edition, now=now)
    apply.save(application, about(figure), now=now)
    return application


def about(figure: Figure) -> dict[str, Any]:
    """The answers of the first steps."""
    return {
        "full_name": figure.name,
        "certificate_name": figure.name,
        "gender": figure.gender,
        "nationality": figure.country,
        "country": figure.country,
        "organization": figure.organization,
        "position": figure.position,
        "sector": figure.sector,
        "years_of_experience": figure.years,
        "languages": {"en": "B2", figure.language: "C1"},
    }


def submitted(person: User, figure: Figure, edition: Edition, now: datetime, sponsor: str = "") -> Application:
    """A whole application, sent; every fourth person pays alone, the others bring a letter of the ``sponsor``.

    Where none is named, it is the organization for which the person works.
    """
    application = draft(person, figure, edition, now)
    values: dict[str, Any] = {"motivation": motivation(figure, edition), "financing": "self"}
    if sponsor or person.pk % 4:
        named = sponsor or figure.organization
        values |= {"financing": "sponsor", "sponsor_name": named, "sponsor_contact": "Personnel office"}
        values["sponsor_email"] = SPONSOR_EMAIL if sponsor else f"sponsor{person.pk}@example.org"
        letter = keep(
            sponsorship_letter(figure, edition), title="Letter of sponsorship.pdf", content_type="application/pdf"
        )
        apply.keep_letter(application, letter, now=now)
    apply.save(application, values, now=now)
    offered = list(edition.electives.exclude(capacity__lt=5))
    first = person.pk % max(len(offered), 1)
    apply.wish(application, (offered[first:] + offered[:first])[: edition.electives_to_choose], now=now)
    return apply.submit(application, now=now)


def motivation(figure: Figure, edition: Edition) -> str:
    """Two sentences in the name of a figure."""
    return (
        f"I have worked for {figure.years} years as {figure.position} at {figure.organization}. "
        f"We are rewriting our approach to labour migration, and “{edition.name}” comes at the moment we need it."
    )


def sponsorship_letter(figure: Figure, edition: Edition) -> bytes:
    """A real, small PDF."""
    words = {"organization": figure.organization, "name": figure.name, "position": figure.position}
    pdf: bytes = HTML(string=LETTER.format(course=edition.course.title, code=edition.code, **words)).write_pdf()
    return pdf


def placed(person: User, figure: Figure, edition: Edition, by: User, now: datetime, sponsor: str = "") -> Place:
    """An accepted application ten days after it was sent."""
    return accepted(submitted(person, figure, edition, now, sponsor), by, now + timedelta(days=10))


def placed_by_two(person: User, figure: Figure, edition: Edition, by: User, now: datetime) -> Place:
    """The same, where the sponsor has answered that it pays half: the rest is for the participant."""
    application = submitted(person, figure, edition, now)
    offer = facts.offer_to_sponsor(application)
    said: dict[str, Any] = {"share": Share.PART, "amount": euros((offer.price or ZERO) / 2), "reason": ""}
    said |= {"name": "Ndeye Fall", "position": "Director", "seen": offer.fingerprint}
    sponsors.answer_to(application.sponsor_requests.get(), **said, now=now + timedelta(days=2))
    return accepted(application, by, now + timedelta(days=10))


def accepted(application: Application, by: User, day: datetime) -> Place:
    """The place of an application that is accepted, and whose offer is taken up, on a day."""
    given = decide.accept(application, by=by, why="", seen="submitted", now=day)
    if isinstance(given, Place):
        return given
    seen = facts.terms_for(application).fingerprint
    return offers.take_up(given, by=application.applicant, seen=seen, now=day)


def paid(place: Place, percent: int, by: User, now: datetime) -> Place:
    """A part of what each payer owes, received by bank transfer."""
    received: dict[str, Any] = {"on": clock.civil_day(now), "by": by, "now": now}
    for number, one in enumerate(facts.payers_of(place), start=10 * place.pk):
        share, words = euros(one.owed * percent / 100), f"TRF {4600 + number}"
        ledger.record_payment(place, share, payer=one.payer, reference=words, **received)
    return place


def completed(place: Place, by: User, now: datetime, share: float = 1.0) -> None:
    """Evidence for a share of what the place asks; all of it, unless told otherwise."""
    for need in facts.terms_of(place).requirements:
        record.record(place, need.kind, int(need.amount * share), by=by, now=now)


def load_people(editions: dict[str, Edition], staff: dict[str, User], now: datetime) -> None:
    """Applications in every state, and places paid, unpaid, cancelled, running and completed."""
    everyone = list(people())
    load_done([everyone[0], *everyone[2:10]], editions["DEMO-DONE"], staff, now)
    load_open(everyone[1:], editions["DEMO-OPEN"], staff, now)
    load_soon(everyone[2:], editions["DEMO-SOON"], staff, now)
    load_next([everyone[0], *everyone[8:14]], editions["DEMO-NEXT"], staff, now)
    load_invoice_of_many(editions["DEMO-OPEN"], staff["finance"], now)
    load_now([everyone[1], *everyone[14:26]], editions["DEMO-NOW"], staff, now)


def load_open(rows: list[tuple[User, Figure]], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """The open edition: drafts, a queue to review, and one of each decision."""
    reviewer = staff["reviewer"]
    draft(*rows[0], edition, now - timedelta(days=2))
    draft(*rows[1], edition, now - timedelta(days=1))
    queue = [submitted(*row, edition, now - timedelta(days=days)) for days, row in enumerate(rows[2:10], start=3)]
    load_reviews(queue, edition, staff, now - timedelta(days=1))
    for row in rows[10:14]:
        placed(*row, edition, reviewer, now - timedelta(days=20))
    for row in rows[17:20]:
        placed(*row, edition, reviewer, now - timedelta(days=18), SPONSOR)
    reserved, declined, withdrawn = (submitted(*row, edition, now - timedelta(days=15)) for row in rows[14:17])
    decided: dict[str, Any] = {"by": reviewer, "seen": "submitted", "now": now - timedelta(days=4)}
    decide.reserve(reserved, why="Strong candidate; the group has several from the same region.", **decided)
    decide.decline(declined, why="The course asks for some years of work in the field first.", **decided)
    apply.withdraw(withdrawn, by=withdrawn.applicant, why="", now=now - timedelta(days=5))


def load_reviews(queue: list[Application], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """Targets of the group, and reviews of the first six: one disagreement, one half done, the others complete."""
    aims = [
        *(Aim("sector", sector, 2, 12) for sector in ("government", "employers", "workers")),
        Aim("gender", "woman", 4, None),
        Aim("country", ANY, None, 2),
    ]
    selection.set_plan(edition, {}, aims)
    for application, first, second in zip(queue, (5, 4, 1, 3, 4, 2), (4, 4, 5, 3, 5, None), strict=False):
        for name, score in (("reviewer", first), ("administrator", second)):
            if score is not None:
                scores = {row.key: score for row in Criterion.objects.of(edition)}
                review.give(application, by=staff[name], scores=scores, comment="", now=now)


def load_soon(rows: list[tuple[User, Figure]], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """The edition that closes soon: a queue, a draft that should hurry, an open offer, and a reserve list of three."""
    decided: dict[str, Any] = {"by": staff["administrator"], "seen": "submitted", "now": now - timedelta(days=1)}
    offered, *reserved = (submitted(*row, edition, now - timedelta(days=9)) for row in rows[6:10])
    decide.accept(offered, why="", **decided)
    for application in reserved:
        decide.reserve(application, why="Strong; others come first for balance.", **decided)
    for days, row in enumerate(rows[:5], start=1):
        submitted(*row, edition, now - timedelta(days=days))
    draft(*rows[5], edition, now - timedelta(days=6))


def load_next(rows: list[tuple[User, Figure]], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """The edition that is about to start: cancelling costs something now."""
    finance = staff["finance"]
    places = [placed(*row, edition, staff["reviewer"], now - timedelta(days=60)) for row in rows]
    invoice = invoiced(payers.payer_of(places[5]), places[5:6], finance, now - timedelta(days=30))
    for place, percent in zip(places, (100, 100, 50, 0, 100, 100, 100), strict=True):
        if percent:
            paid(place, percent, finance, now - timedelta(days=25))
    cancel.cancel(places[5], by=places[5].participant, why="A new post abroad.", seen=None, now=now - timedelta(days=4))
    cancel.cancel(places[6], by=places[6].participant, why="", seen=None, now=now - timedelta(days=9))
    invoices.credit(invoice, by=finance, now=now - timedelta(days=3))


def invoiced(payer: Payer, places: list[Place], finance: User, now: datetime) -> Invoice:
    """An invoice to a payer, who has told the address."""
    payer = addressed(payer, str(payer.country or "KE"))
    return invoices.issue(payer, places, by=finance, now=now)


def addressed(payer: Payer, country: str) -> Payer:
    """The payer with an address in a country."""
    return payers.correct(payer, {"address": file()["addresses"][country], "country": country})


def load_invoice_of_many(edition: Edition, finance: User, now: datetime) -> None:
    """One invoice of the sponsor that pays for several places."""
    places = list(edition.places.filter(application__sponsor_name=SPONSOR))
    invoiced(payers.payer_of(places[0]), places, finance, now - timedelta(days=1))


def load_now(rows: list[tuple[User, Figure]], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """The edition that is running: most came to the sessions that were held."""
    held, places = list(edition.sessions.filter(ends_at__lt=now)), []
    for number, row in enumerate(rows):
        given = placed(*row, edition, staff["reviewer"], now - timedelta(days=80))
        places.append(place := paid(given, 100, staff["finance"], now))
        mine = [session for session in facts.sessions_of(place) if session in held]
        came = [(place, session, True) for turn, session in enumerate(mine, start=number) if turn % 5]
        attendance.mark(came, source=Source.LIST, by=staff["administrator"], now=now)
    load_assignments(places, [staff["reviewer"], staff["administrator"]], now)
    load_teams(edition, staff["reviewer"], now)


def load_done(rows: list[tuple[User, Figure]], edition: Edition, staff: dict[str, User], now: datetime) -> None:
    """The edition that is over: all but two have completed it, and one of those has done enough to have taken part.

    The first place was paid for by two, on invoices.
    """
    accepting: dict[str, Any] = {"edition": edition, "by": staff["reviewer"], "now": now - timedelta(days=120)}
    places = [placed_by_two(*rows[0], **accepting), *(placed(*row, **accepting) for row in rows[1:])]
    for one in facts.payers_of(places[0]):
        invoiced(one.payer, places[:1], staff["finance"], now - timedelta(days=109))
    for number, place in enumerate(places):
        paid(place, 100, staff["finance"], now - timedelta(days=100))
        completed(place, staff["administrator"], now - timedelta(days=20), share=SHARES.get(number, 1.0))
    load_passed(places[0], [staff["reviewer"], staff["administrator"]], now - timedelta(days=40))
    for payment in facts.without_receipt(payers.of_participant(places[0])):
        invoices.receipt(payment, by=staff["finance"], now=now - timedelta(days=99))
