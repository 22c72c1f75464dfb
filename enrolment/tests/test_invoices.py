"""Invoices, credit notes and receipts: what stands on them, that a row is used once, that nothing changes after."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from pytest_django import Settings

from academy import clock
from academy.accounts.models import User
from academy.documents.operations import keep
from academy.errors import Refused
from academy.money import ZERO
from academy.testing import cast
from enrolment.models import Invoice, InvoiceKind, InvoiceLine, Payer, Place
from enrolment.operations import cancel, invoices, ledger, payers, sharing
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def places(felix: User) -> list[Place]:
    """Two places that the Ministry of Labour pays."""
    edition = build.open_edition(starts_in=30)
    people = [cast.applicant(), cast.applicant("binta@example.org", "Binta Sow")]
    made = [build.place(person, edition, by=felix, **build.SPONSOR) for person in people]
    Payer.objects.update(address="12 rue de Thiong\nDakar", country="SN")
    return made


def issued(places: list[Place], by: User, **more: Any) -> Invoice:
    return invoices.issue(payers.sponsor_of(places[0]), places, by=by, now=clock.now(), **more)


def test_one_invoice_asks_a_sponsor_for_two_nominees(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix, seen=2 * build.PRICE)
    assert (invoice.number, invoice.total) == (f"IN-{clock.today().year}-00001", 2 * build.PRICE)
    assert invoice.due == clock.today() + timedelta(days=30 - 14)
    assert [(line["participant"], line["what"]) for line in invoice.data["lines"]] == [
        ("Amina Diallo", "Tuition"),
        ("Amina Diallo", "Subsistence"),
        ("Binta Sow", "Tuition"),
        ("Binta Sow", "Subsistence"),
    ]
    assert invoice.data["payer"]["name"] == "Ministry of Labour"


def test_nothing_is_issued_to_a_payer_whose_address_is_not_known(places: list[Place], felix: User) -> None:
    Payer.objects.update(address="", country="")
    with pytest.raises(Refused, match="address, country"):
        issued(places, felix)


def test_nobody_is_asked_to_pay_to_the_account_of_the_demonstration(
    places: list[Place], felix: User, settings: Settings
) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Refused, match="own bank account"):
        issued(places, felix)
    assert not Invoice.objects.exists()


def test_only_finance_issues(places: list[Place]) -> None:
    with pytest.raises(Refused, match="Only finance"):
        issued(places, cast.reviewer())


def test_what_is_invoiced_is_not_invoiced_again(places: list[Place], felix: User) -> None:
    issued(places[:1], felix)
    assert issued(places, felix).total == build.PRICE
    with pytest.raises(Refused, match="nothing to invoice"):
        issued(places, felix)
    assert Invoice.objects.count() == 2


def test_a_pro_forma_uses_nothing_up_and_has_numbers_of_its_own(places: list[Place], felix: User) -> None:
    first, second = (issued(places, felix, kind=InvoiceKind.PRO_FORMA) for _n in range(2))
    assert (first.serial, second.serial, issued(places, felix).serial) == (1, 2, 1)


def test_a_sum_that_changed_meanwhile_is_not_issued(places: list[Place], felix: User) -> None:
    with pytest.raises(Refused, match="has changed"):
        issued(places, felix, seen=build.PRICE)


def test_a_cancelled_place_is_credited_less_the_penalty(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    with pytest.raises(Refused, match="Nothing was taken off"):
        invoices.credit(invoice, by=felix, now=clock.now())
    cancel.cancel(places[0], by=felix, why="", seen=None, now=clock.now())
    note = invoices.credit(invoice, by=felix, now=clock.now())
    assert (note.kind, note.total, note.corrects, note.reference) == ("credit-note", -build.PRICE, invoice, "")
    assert note.data["corrects"]["number"] == invoice.number
    assert invoice.total + note.total == sum((one.ledger.charged() for one in places), ZERO)
    with pytest.raises(Refused, match="Only an invoice"):
        invoices.credit(note, by=felix, now=clock.now())


def test_shared_out_anew_the_sponsor_is_credited_and_the_participant_invoiced(places: list[Place], felix: User) -> None:
    place, sponsor = places[0], payers.sponsor_of(places[0])
    invoice = issued(places[:1], felix)
    participant = payers.correct(payers.of_participant(place), {"address": "12 rue de Thiong\nDakar"})
    sharing.share_out(place, {sponsor: build.TUITION, participant: build.SUBSISTENCE}, by=felix, now=clock.now())
    assert invoices.credit(invoice, by=felix, now=clock.now()).total == -build.SUBSISTENCE
    assert invoices.issue(participant, [place], by=felix, now=clock.now()).total == build.SUBSISTENCE


def test_a_payment_has_one_receipt(places: list[Place], felix: User) -> None:
    paid: dict[str, Any] = {"payer": payers.sponsor_of(places[0]), "on": clock.today(), "reference": "R", "by": felix}
    payment = ledger.record_payment(places[0], build.PRICE, now=clock.now(), **paid)
    assert invoices.receipt(payment, by=felix, now=clock.now()).total == build.PRICE
    with pytest.raises(Refused, match="receipt already"):
        invoices.receipt(payment, by=felix, now=clock.now())


def test_what_is_issued_stays_when_the_payer_changes(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    Payer.objects.update(name="Ministry of Work")
    invoice.refresh_from_db()
    assert invoice.data["payer"]["name"] == "Ministry of Labour"


def test_the_database_refuses_every_change_but_the_document_once(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    first, second = (keep(b"%PDF", title="i.pdf", content_type="application/pdf") for _n in range(2))
    Invoice.objects.update(document=first)
    changes: list[dict[str, Any]] = [{"total": 1}, {"number": "X"}, {"document": second}, {"document": None}]
    for change in changes:
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            Invoice.objects.filter(pk=invoice.pk).update(**change)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        InvoiceLine.objects.update(final=False)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        InvoiceLine.objects.all()._raw_delete(InvoiceLine.objects.db)
    with pytest.raises(ProtectedError):
        invoice.delete()


def test_the_database_refuses_a_row_on_two_invoices(places: list[Place], felix: User) -> None:
    line = issued(places[:1], felix).lines.all()[0]
    other = issued(places[1:], felix)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceLine.objects.create(invoice=other, entry=line.entry, final=True)
