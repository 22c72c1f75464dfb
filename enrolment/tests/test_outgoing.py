"""Refunds that a bank statement shows: proposed, confirmed once, left out, and taken back by counter-entries."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.bank.lines import Line, Statement
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from enrolment import facts
from enrolment.models import BankStatement, Incoming, Outgoing, Payer, Place
from enrolment.operations import cancel, incoming, ledger, outgoing, payers
from enrolment.rules.outgoing import refund_reference
from enrolment.selectors.outgoing import to_confirm
from enrolment.tests import build

pytestmark = pytest.mark.django_db
ACCOUNT = "IT60X0542811101000000123456"


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(felix: User) -> Place:
    """Paid in full and cancelled in time: 2,720.00 are owed, of which the bank is known to take 15.00."""
    found = build.place(cast.applicant(), build.open_edition(), by=felix)
    entered: dict[str, Any] = {"payer": payers.payer_of(found), "on": clock.today(), "reference": "TRF 1"}
    ledger.record_payment(found, build.PRICE, **entered, by=felix, now=clock.now())
    cancel.cancel(found, by=felix, why="", seen=None, now=clock.now())
    return Place.objects.get(pk=found.pk)


@pytest.fixture
def payer(place: Place) -> Payer:
    return payers.payer_of(place)


def line(amount: Any = 2705, **said: Any) -> Line:
    return Line(ACCOUNT, clock.today(), Decimal(amount), said.pop("currency", "EUR"), **said)


def taken(felix: User, *gone: Line, came: tuple[Line, ...] = ()) -> BankStatement:
    file = {"title": "march", "sha256": "0" * 64}
    return incoming.take_in(Statement("camt.053.001.08", came, gone), by=felix, now=clock.now(), **file)


def fingerprint(row: Outgoing) -> str:
    found = facts.proposal_of(row)
    assert found is not None
    return found.fingerprint


def confirmed(row: Outgoing, felix: User) -> None:
    outgoing.confirm(row.pk, fingerprint(row), by=felix, now=clock.now())


def moved(place: Place) -> list[tuple[str, Decimal]]:
    """Refunds and bank charges in the ledger, in their order."""
    return [(row.kind, row.amount) for row in place.ledger.filter(kind__in=["refund", "bank-charge"]).order_by("pk")]


def test_a_refund_with_its_reference_is_recorded_when_it_is_confirmed(place: Place, payer: Payer, felix: User) -> None:
    statement = taken(felix, line(text=f"refund {refund_reference(place.pk, payer.pk)}"), line(99, remitter="Paper"))
    assert statement.outgoing == 2
    (one,) = to_confirm(statement)
    assert (one.place, one.payer, one.bank_charges, one.ticked) == (place, payer, Decimal(15), True)
    assert moved(place) == []
    confirmed(one.row, felix)
    assert moved(place) == [("bank-charge", Decimal(15)), ("refund", Decimal(2705))]
    assert place.ledger.balance() == 0
    row = Outgoing.objects.get()
    assert (row.state, row.refund, row.recorded) == ("sent", place.ledger.get(kind="refund"), True)
    assert Letter.objects.filter(name="enrolment/refund").count() == 1


def test_one_that_was_recorded_by_hand_is_confirmed_and_not_recorded_again(
    place: Place, payer: Payer, felix: User
) -> None:
    entered: dict[str, Any] = {"payer": payer, "bank_charges": Decimal(12), "on": clock.today()}
    ledger.record_refund(place, **entered, by=felix, now=clock.now())
    statement = taken(felix, line(2708, remitter="Amina Diallo"))
    (one,) = to_confirm(statement)
    assert one.recorded
    before = list(place.ledger.values_list("pk", flat=True))
    confirmed(one.row, felix)
    assert list(place.ledger.values_list("pk", flat=True)) == before
    assert Outgoing.objects.get().refund == place.ledger.get(kind="refund")


def test_the_same_statement_twice_and_a_second_click_confirm_once(place: Place, payer: Payer, felix: User) -> None:
    sent = line(remitter="Amina Diallo", bank_id="B-1")
    statement = taken(felix, sent)
    with pytest.raises(Refused, match="Nothing came in"):
        taken(felix, sent)
    row = statement.gone.get()
    seen = fingerprint(row)
    outgoing.confirm(row.pk, seen, by=felix, now=clock.now())
    with pytest.raises(Refused):
        outgoing.confirm(row.pk, seen, by=felix, now=clock.now())
    with pytest.raises(Refused):
        taken(felix, sent)
    assert moved(place) == [("bank-charge", Decimal(15)), ("refund", Decimal(2705))]


def test_a_refund_that_went_out_twice_is_confirmed_once_and_shown(place: Place, payer: Payer, felix: User) -> None:
    mark = refund_reference(place.pk, payer.pk)
    statement = taken(felix, line(text=mark, bank_id="B-1"), line(text=mark, bank_id="B-2"))
    first, second = statement.gone.order_by("pk")
    seen = [(first.pk, fingerprint(first)), (second.pk, fingerprint(second))]
    refused = outgoing.each(outgoing.confirm, seen, by=felix, now=clock.now())
    assert [key for key, _why in refused] == [second.pk]
    (left,) = to_confirm(statement)
    assert (left.row, left.place) == (second, None)
    url = reverse("admin:enrolment_bankstatement_change", args=[statement.pk])
    assert "Was it sent twice?" in cast.browser(felix).get(url).content.decode()
    assert len(moved(place)) == 2


def test_what_changed_meanwhile_is_refused(place: Place, payer: Payer, felix: User) -> None:
    row = taken(felix, line(remitter="Amina Diallo")).gone.get()
    seen = fingerprint(row)
    entered: dict[str, Any] = {"payer": payer, "on": clock.today(), "reference": "TRF 2"}
    ledger.record_payment(place, Decimal(10), **entered, by=felix, now=clock.now())
    with pytest.raises(Refused, match="has changed"):
        outgoing.confirm(row.pk, seen, by=felix, now=clock.now())
    assert moved(place) == []


def test_a_mistake_is_taken_back_by_counter_entries(place: Place, payer: Payer, felix: User) -> None:
    row = taken(felix, line(remitter="Amina Diallo")).gone.get()
    confirmed(row, felix)
    outgoing.take_back(row.pk, by=felix, now=clock.now())
    assert place.ledger.balance() == -build.PRICE
    assert sum(amount for _kind, amount in moved(place)) == 0
    row.refresh_from_db()
    assert (row.state, row.refund) == ("new", None)
    confirmed(row, felix)
    assert place.ledger.balance() == 0


def test_what_was_recorded_by_hand_stays_when_the_statement_is_taken_back(
    place: Place, payer: Payer, felix: User
) -> None:
    entered: dict[str, Any] = {"payer": payer, "bank_charges": Decimal(15), "on": clock.today()}
    ledger.record_refund(place, **entered, by=felix, now=clock.now())
    row = taken(felix, line(remitter="Amina Diallo")).gone.get()
    confirmed(row, felix)
    outgoing.take_back(row.pk, by=felix, now=clock.now())
    assert place.ledger.balance() == 0


def test_two_sums_are_never_the_same_refund(place: Place, payer: Payer, felix: User) -> None:
    row = taken(felix, line(remitter="Amina Diallo")).gone.get()
    confirmed(row, felix)
    row.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outgoing.objects.create(
            statement=row.statement,
            account=ACCOUNT,
            key="other",
            on=row.on,
            amount=1,
            currency="EUR",
            refund=row.refund,
        )


def test_left_out_and_looked_at_again(place: Place, felix: User) -> None:
    statement = taken(felix, line(remitter="Amina Diallo"))
    row = statement.gone.get()
    outgoing.pass_over(row.pk, by=felix, now=clock.now())
    assert to_confirm(statement) == []
    with pytest.raises(Refused):
        incoming.forget(statement)
    outgoing.look_again(row.pk, by=felix, now=clock.now())
    assert [one.row for one in to_confirm(statement)] == [row]


def test_a_statement_with_which_nothing_was_done_can_be_forgotten(place: Place, felix: User) -> None:
    incoming.forget(taken(felix, line(remitter="Amina Diallo")))
    assert Outgoing.objects.count() == 0


def test_finance_confirms_on_the_page_of_the_statement(place: Place, payer: Payer, felix: User) -> None:
    mark, desk = refund_reference(place.pk, payer.pk), cast.browser(felix)
    rows = ["Date;Amount;Name;Text", f"{clock.today()};-2705.00;Amina Diallo;refund {mark}"]
    table = "\n".join([*rows, f"{clock.today()};-12.50;Paper;for the printer"])
    upload = SimpleUploadedFile("march.csv", table.encode(), "text/csv")
    desk.post(reverse("admin:enrolment_bankstatement_take_in"), {"file": upload, "account": ACCOUNT})
    statement = BankStatement.objects.get()
    assert (Incoming.objects.count(), statement.gone.count()) == (0, 1)
    page = desk.get(reverse("admin:enrolment_bankstatement_change", args=[statement.pk])).content.decode()
    for words in ("Refunds that went out", "found by its reference", "€15.00", "€2,705.00", "Amina Diallo"):
        assert words in page
    (one,) = to_confirm(statement)
    said = {"do": "confirm", "chosen": one.chosen}
    url = reverse("admin:enrolment_bankstatement_sent", args=[statement.pk])
    asked = desk.post(url, said)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert moved(place) == []
    desk.post(asked["Location"], {"password": cast.PASSWORD, "next": url})
    desk.post(url, said)
    assert place.ledger.balance() == 0
    page = desk.get(reverse("admin:enrolment_bankstatement_change", args=[statement.pk])).content.decode()
    assert "refund sent" in page
    assert desk.post(url, said | {"do": "anything"}).status_code == 404
    assert cast.browser(cast.reviewer()).post(url, said).status_code == 403


def test_the_page_of_a_refund_names_the_reference_to_write(place: Place, payer: Payer, felix: User) -> None:
    page = cast.browser(felix).get(reverse("admin:enrolment_place_do", args=[place.pk, "refund"])).content.decode()
    assert refund_reference(place.pk, payer.pk) in page.replace(" ", "")
