"""Rows of the ledger: only ever added, taken back by counter-entries, and read by each in the own language."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.money import ZERO
from academy.testing import cast
from enrolment.models import EntryKind, LedgerEntry, Payer, Place, Reason
from enrolment.operations import ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def place(rosa: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(), by=rosa, **build.SPONSOR)


def test_the_database_refuses_to_change_or_delete_a_row(place: Place) -> None:
    rows = LedgerEntry.objects.filter(place=place)
    before = list(rows.values())
    table = LedgerEntry._meta.db_table
    for forbidden in ("SET amount = 1", "SET by_id = NULL", "SET params = NULL", None):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} {forbidden}" if forbidden else f"DELETE FROM {table}")
    assert list(rows.values()) == before


def test_a_row_is_taken_back_once_and_its_kind_then_adds_up_to_nothing(place: Place, rosa: User) -> None:
    tuition = place.ledger.get(params__part="tuition")
    counter = ledger.take_back(tuition, by=rosa, now=clock.now())
    assert (counter.kind, counter.payer, counter.amount) == (EntryKind.CHARGE, tuition.payer, -build.TUITION)
    assert place.ledger.charged() == place.ledger.balance() == build.SUBSISTENCE
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.take_back(tuition, by=rosa, now=clock.now())
    assert [row.params["part"] for row in place.ledger.standing()] == ["subsistence"]


@pytest.mark.parametrize(("kind", "amount"), [("payment", "1.00"), ("charge", "-1.00"), ("transfer-in", "1.00")])
def test_a_row_with_the_wrong_sign_is_refused(place: Place, kind: str, amount: str) -> None:
    payer = payers.payer_of(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        place.ledger.create(
            kind=kind, amount=amount, payer=payer, reason=Reason.RECEIVED, on=clock.today(), at=clock.now()
        )


def test_each_reader_reads_the_reason_in_the_own_language(place: Place) -> None:
    row = place.ledger.get(params__part="subsistence")
    said = []
    for language in ("en", "fr", "es"):
        with override(language):
            said.append(row.words)
    assert said == ["Subsistence", "Frais de séjour", "Estancia"]


def test_the_same_sponsor_is_one_payer_however_it_is_spelled(place: Place, rosa: User) -> None:
    shouted = {**build.SPONSOR, "sponsor_name": " MINISTRY  of Labour", "sponsor_email": "Training@Labour.Example"}
    other = build.place(cast.another_applicant(), place.edition, by=rosa, **shouted)
    assert payers.payer_of(other) == payers.payer_of(place)
    assert Payer.objects.get().entries.balance() == 2 * build.PRICE


def test_money_that_moved_between_places_counts_as_paid(place: Place, rosa: User) -> None:
    payer = payers.payer_of(place)
    for kind, amount in ((EntryKind.TRANSFER_IN, 100), (EntryKind.TRANSFER_OUT, 30)):
        moved: dict[str, Any] = {"payer": payer, "by": rosa, "now": clock.now(), "edition": "A1"}
        ledger.book(place, kind, Decimal(amount), reason=Reason.MOVED, **moved)
    assert (place.ledger.paid(), place.ledger.balance()) == (Decimal("70.00"), build.PRICE - 70)
    assert place.ledger.charged() - place.ledger.paid() - place.ledger.balance() == ZERO
