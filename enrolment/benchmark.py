"""People, applications and places of ten years, or as many as are wanted, to measure with.

Every edition of the benchmark has as many applications as its share of all; those of editions that began were decided,
and two in five got a place, as long as there were seats. The same sizes on the same day give the same rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from academy import clock
from academy.accounts.models import User
from academy.bulk import Row, next_key, pour, settle
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import (
    Application,
    ApplicationChange,
    ElectiveSeat,
    Evidence,
    LedgerEntry,
    Payer,
    Place,
    PlaceChange,
    Sector,
)

WRITTEN = (User, Application, ApplicationChange, Place, PlaceChange, ElectiveSeat, Payer, LedgerEntry, Evidence)
GIVEN = "Amina Moussa Fatou Rosa Juan Lucía Marta Chen Priya Omar Leila Kofi Nadia Pavel Ana Tomás Aïcha Grace".split()
FAMILY = "Diallo Ndiaye Silva García Okafor Haddad Khan Novak Moreno Traoré Rossi Mensah Petrov Tanaka Ali".split()
COUNTRIES = "SN IT MX PH KE BR MA FR CO GH EG ES NG PE TN ZA TH JO UG AR".split()
LANGUAGES = ("en", "en", "fr", "es")
ENDED = ("declined", "declined", "declined", "withdrawn", "lapsed")
WAITING = ("submitted", "submitted", "reserve", "draft")
HOST, SPONSORS = "benchmark.example", 900


@dataclass
class Written:
    """The rows by table; places last, since they stand on what is before them."""

    applications: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)


def load_people(*, people: int, applications: int, places: int) -> None:
    """So many people with so many applications to the benchmark's editions, and as many places as that gives room for.

    Raises ValueError where the editions that began have fewer seats.
    """
    chance = Random(people)
    editions = list(of_benchmark())
    first = next_key(User)
    pour(User, (person_row(chance, first + number) for number in range(people)))
    written = applied(chance, editions, range(first, first + people), applications, places)
    pour(Application, written.applications)
    pour(ApplicationChange, written.changes)
    pour(Place, written.places)
    terms = {edition.pk: edition for edition in editions}
    pour(PlaceChange, (changed(row) for row in written.places))
    payers = payer_rows(next_key(Payer), written.places)
    pour(Payer, payers)
    pays = {row["person_id"] or row["name"]: row["id"] for row in payers}
    pour(LedgerEntry, (entry for row in written.places for entry in ledger_rows(chance, row, payer_of(row, pays))))
    pour(Evidence, (done for row in written.places if (done := evidence_row(row, terms[row["edition_id"]]))))
    pour(ElectiveSeat, (seat for row in written.places for seat in seat_rows(row, terms[row["edition_id"]])))
    settle(*WRITTEN)


def of_benchmark() -> Any:
    """The editions of the benchmark, the first to begin first, with what terms are made of."""
    rows = Edition.objects.filter(course__slug__startswith="benchmark-").order_by("starts", "pk")
    return rows.select_related("policy").prefetch_related("price_parts", "requirements", "electives", "policy__tiers")


def person_row(chance: Random, pk: int) -> Row:
    """An account that nobody can sign in to."""
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    facts = {"id": pk, "email": f"person-{pk}@{HOST}", "password": "!", "name": name}  # no password fits
    return facts | {"language": chance.choice(LANGUAGES), "date_joined": clock.now() - timedelta(days=pk % 3650)}


def applied(chance: Random, editions: list[Edition], people: range, applications: int, places: int) -> Written:
    """Everybody's applications, edition by edition; people come round, so nobody applies to one edition twice."""
    today, written, keys = clock.today(), Written(), (next_key(Application), next_key(Place))
    begun = sum(1 for edition in editions if edition.starts and edition.starts <= today)
    for number, edition in enumerate(editions):
        until = applications * (number + 1) // len(editions)
        over = edition.starts is not None and edition.starts <= today
        seats = places * (number + 1) // begun - len(written.places) if over else 0
        if seats > (edition.capacity or 0):
            raise ValueError(f"{edition} has {edition.capacity} seats, not {seats}")
        terms = facts.frozen(facts.terms_of_edition(edition))
        while len(written.applications) < until:
            made = len(written.applications)
            state = "accepted" if seats > 0 else chance.choice(ENDED if over else WAITING)
            row = application_row(chance, keys[0] + made, people[made % len(people)], edition, state)
            written.applications.append(row)
            written.changes.extend(application_changes(row))
            if state == "accepted":
                written.places.append(place_row(chance, keys[1] + len(written.places), row, terms))
                seats -= 1
    return written


def application_row(chance: Random, pk: int, person: int, edition: Edition, state: str) -> Row:
    """One application, sent some weeks before the deadline; paid by a sponsor in two of three cases."""
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    sent = moment((edition.applications_close or clock.today()) - timedelta(days=chance.randrange(1, 90)))
    sent = min(sent, clock.now() - timedelta(minutes=pk % 9999))
    paid_by = sponsor(pk) if is_sponsored(pk) else {"name": "", "email": ""}
    return {
        "id": pk,
        "applicant_id": person,
        "edition_id": edition.pk,
        "state": state,
        "started_at": sent - timedelta(days=3),
        "submitted_at": None if state == "draft" else sent,
        "full_name": name,
        "certificate_name": name,
        "country": chance.choice(COUNTRIES),
        "nationality": chance.choice(COUNTRIES),
        "organization": f"Ministry of Labour, department {pk % 400}",
        "position": "Labour inspector",
        "sector": chance.choice(Sector.values),
        "years_of_experience": chance.randrange(1, 30),
        "financing": "sponsor" if is_sponsored(pk) else "self",
        "sponsor_name": paid_by["name"],
        "sponsor_email": paid_by["email"],
        "motivation": "I advise on bilateral agreements and want to compare them with others.",
    }


def moment(day: Any) -> datetime:
    """Nine hours after midnight in Turin."""
    return clock.start_of_day(day) + timedelta(hours=9)


def application_changes(row: Row) -> Iterator[Row]:
    """Sent, and decided ten days later."""
    verbs = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw", "reserve": "reserve"}
    of_row = {"application_id": row["id"], "by_id": None, "why": ""}
    if row["submitted_at"]:
        yield of_row | {"verb": "submit", "source": "draft", "target": "submitted", "at": row["submitted_at"]}
    if verb := verbs.get(row["state"]):
        at = row["submitted_at"] + timedelta(days=10)
        yield of_row | {"verb": verb, "source": "submitted", "target": row["state"], "at": at}


def place_row(chance: Random, pk: int, row: Row, terms: Row) -> Row:
    """The place of an accepted application; one in twenty-five was given back."""
    facts = {"id": pk, "edition_id": row["edition_id"], "participant_id": row["applicant_id"]}
    facts |= {"application_id": row["id"], "confirmed_at": row["submitted_at"] + timedelta(days=10), "terms": terms}
    return facts | {"state": "cancelled" if chance.random() < 1 / 25 else "confirmed"}


def changed(row: Row) -> Row:
    """How the place began."""
    facts = {"place_id": row["id"], "verb": "confirm", "source": "", "target": "confirmed"}
    return facts | {"by_id": None, "at": row["confirmed_at"], "why": ""}


def payer_rows(first: int, places: list[Row]) -> list[Row]:
    """The sponsors, and everyone with a place that no sponsor pays for."""
    alone = {row["participant_id"] for row in places if not is_sponsored(row["application_id"])}
    sponsors = [sponsor(number) | {"person_id": None, "country": "SN"} for number in range(SPONSORS)]
    persons = [{"name": f"Person {pk}", "email": "", "person_id": pk, "country": "IT"} for pk in sorted(alone)]
    return [row | {"id": first + number} for number, row in enumerate(sponsors + persons)]


def is_sponsored(application: int) -> bool:
    """Two of three are."""
    return application % 3 != 0


def sponsor(number: int) -> Row:
    """Name and address of one of the sponsors."""
    return {"name": f"Sponsor {number % SPONSORS}", "email": f"sponsor-{number % SPONSORS}@{HOST}"}


def payer_of(place: Row, payers: dict[int | str, int]) -> int:
    """The key of who pays for the place."""
    key = place["application_id"]
    return payers[sponsor(key)["name"] if is_sponsored(key) else place["participant_id"]]


def ledger_rows(chance: Random, row: Row, payer: int) -> Iterator[Row]:
    """The charges, and the payment of nineteen in twenty; what was paid for a place given back went back."""
    facts = {"place_id": row["id"], "payer_id": payer, "by_id": None, "at": row["confirmed_at"], "params": {}}
    facts |= {"on": clock.civil_day(row["confirmed_at"])}
    parts = row["terms"]["parts"]
    price = sum(Decimal(part["amount"]) for part in parts)
    for part in parts:
        yield facts | {"kind": "charge", "amount": part["amount"], "reason": "part", "params": {"part": part["kind"]}}
    paid = chance.random() < 0.95
    if paid:
        yield facts | {"kind": "payment", "amount": -price, "reason": "received", "params": {"text": "Bank"}}
    if row["state"] == "cancelled":
        yield facts | {"kind": "reduction", "amount": -price, "reason": "waiver", "params": {"text": "Illness"}}
    if row["state"] == "cancelled" and paid:
        yield facts | {"kind": "refund", "amount": price, "reason": "sent"}


def evidence_row(row: Row, edition: Edition) -> Row | None:
    """What was recorded of nine participants in ten once the edition was over."""
    if row["state"] != "confirmed" or edition.ends is None or edition.ends >= clock.today() or not row["id"] % 10:
        return None
    facts = {"place_id": row["id"], "kind": "final-assignment", "amount": 1, "by_id": None}
    return facts | {"at": moment(edition.ends)}


def seat_rows(row: Row, edition: Edition) -> Iterator[Row]:
    """Two electives, where the edition has some."""
    if row["state"] == "confirmed":
        for elective in edition.electives.all()[:2]:
            yield {"place_id": row["id"], "elective_id": elective.pk, "taken_at": row["confirmed_at"]}
