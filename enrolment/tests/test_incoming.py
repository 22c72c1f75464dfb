"""Money that came in: taken in once, matched, booked once, asked about, and taken back by counter-entries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.bank.lines import Line, Statement
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from enrolment import facts
from enrolment.models import BankStatement, Incoming, Invoice, Payer, Place
from enrolment.operations import cancel, incoming
from enrolment.rules.incoming import Concern, Share, Verdict
from enrolment.selectors.incoming import dry_run
from enrolment.tests import build

pytestmark = pytest.mark.django_db
ACCOUNT = "IT60X0542811101000000123456"


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(felix: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(), by=felix)


@pytest.fixture
def invoice(place: Place, felix: User) -> Invoice:
    return build.invoice(place, by=felix)


def line(amount: Any = build.PRICE, **said: Any) -> Line:
    return Line(ACCOUNT, clock.today(), Decimal(amount), said.pop("currency", "EUR"), **said)


def taken(felix: User, *lines: Line, form: str = "camt.053.001.08") -> BankStatement:
    file = {"title": "march", "sha256": "0" * 64}
    return incoming.take_in(Statement(form, lines), by=felix, now=clock.now(), **file)


def booked(row: Incoming, felix: User) -> None:
    incoming.book_as_seen(row.pk, facts.match_of(row).fingerprint, by=felix, now=clock.now())


def test_a_sum_with_a_reference_is_booked_with_what_came_in_as_its_source(invoice: Invoice, felix: User) -> None:
    statement = taken(felix, line(text=f"fee {invoice.reference}", remitter="Someone else"))
    (one,) = dry_run(statement)[Verdict.MATCHED]
    assert one.found.invoice == invoice
    assert incoming.book_seen([(one.row.pk, one.found.fingerprint)], by=felix, now=clock.now()) == []
    entry = Place.objects.get().ledger.get(kind="payment")
    assert (entry.incoming, entry.payer, entry.amount, entry.by) == (one.row, invoice.payer, -build.PRICE, felix)
    assert entry.words == f"Someone else: fee {invoice.reference}"
    assert Place.objects.get().ledger.balance() == 0
    assert Letter.objects.filter(name="enrolment/payment").count() == 1


def test_the_same_file_and_one_that_overlaps_bring_nothing_twice(felix: User) -> None:
    first, second, third = line(text="a"), line(text="b"), line(text="c")
    taken(felix, first, second)
    with pytest.raises(Refused):
        taken(felix, first, second)
    assert (taken(felix, second, third).known, Incoming.objects.count()) == (1, 3)
    assert BankStatement.objects.count() == 2


def test_what_another_format_told_already_is_not_booked_by_itself(invoice: Invoice, felix: User) -> None:
    taken(felix, line(bank_id="77"))
    (row,) = taken(felix, line(text=invoice.reference), form="CSV").lines.all()
    assert facts.match_of(row).match.concern == Concern.TWICE


def test_a_second_payment_of_the_same_invoice_is_a_question(invoice: Invoice, felix: User) -> None:
    statement = taken(felix, line(text=invoice.reference), line(text=invoice.reference, bank_id="2"))
    first, second = dry_run(statement)[Verdict.MATCHED]
    seen = [(one.row.pk, one.found.fingerprint) for one in (first, second)]
    refused = incoming.book_seen(seen, by=felix, now=clock.now())
    assert [key for key, _why in refused] == [second.row.pk]
    assert facts.match_of(second.row).match.concern == Concern.PAID
    assert invoice.payer.entries.balance() == 0


def test_a_payment_for_a_cancelled_place_waits_for_a_person(place: Place, invoice: Invoice, felix: User) -> None:
    cancel.cancel(place, by=place.participant, why="", seen=None, now=clock.now())
    (row,) = taken(felix, line(text=invoice.reference)).lines.all()
    assert facts.match_of(row).match.concern == Concern.CANCELLED


def test_one_sum_can_be_for_several_places(place: Place, felix: User) -> None:
    other = build.place(cast.another_applicant(), place.edition, by=felix)
    (row,) = taken(felix, line(3000)).lines.all()
    pairs = [(one.pk, Payer.objects.get(person=one.participant).pk) for one in (place, other)]
    shares = [Share(*pair, Decimal(amount)) for pair, amount in zip(pairs, (2000, 1000), strict=True)]
    for wrong in ([], shares[:1], [*shares, Share(*pairs[0], Decimal(0))]):
        with pytest.raises(Refused):
            incoming.book(row, wrong, by=felix, now=clock.now())
    incoming.book(row, shares, by=felix, now=clock.now())
    assert [one.ledger.paid() for one in (place, other)] == [2000, 1000]
    with pytest.raises(Refused):
        incoming.book(row, shares, by=felix, now=clock.now())


def test_money_that_is_not_euros_or_still_to_come_is_not_booked(place: Place, felix: User) -> None:
    share = [Share(place.pk, Payer.objects.get().pk, build.PRICE)]
    tomorrow = Line(ACCOUNT, clock.today() + timedelta(days=1), build.PRICE, "EUR")
    for row in taken(felix, line(currency="USD"), tomorrow).lines.all():
        with pytest.raises(Refused):
            incoming.book(row, share, by=felix, now=clock.now())
    assert place.ledger.paid() == 0


def test_a_booking_is_taken_back_by_counter_entries_and_can_be_made_anew(invoice: Invoice, felix: User) -> None:
    (row,) = taken(felix, line(text=invoice.reference)).lines.all()
    booked(row, felix)
    incoming.take_back(row, by=felix, now=clock.now(), why="the other Diallo")
    assert list(row.entries.values_list("amount", flat=True)) == [-build.PRICE, build.PRICE]
    assert invoice.payer.entries.balance() == build.PRICE
    assert "taken that back" in Letter.objects.get(name="enrolment/payment_taken_back").text
    booked(Incoming.objects.get(), felix)
    incoming.take_back(Incoming.objects.get(), by=felix, now=clock.now(), why="again")
    assert invoice.payer.entries.balance() == build.PRICE


def test_a_colleague_is_asked_by_a_letter_and_answers(felix: User) -> None:
    rosa = cast.reviewer()
    (row,) = taken(felix, line(remitter="Nobody we know")).lines.all()
    page, do = row.get_absolute_url(), reverse("admin:enrolment_incoming_do", args=[row.pk, "answer"])
    assert cast.browser(rosa).get(page).status_code == 403
    incoming.ask(row, rosa, "Is this one of yours?", by=felix, now=clock.now())
    letter = Letter.objects.get(to=rosa.email)
    assert "Is this one of yours?" in letter.text and page in letter.text
    assert cast.browser(felix).post(do, {"words": "x"}).status_code == 409
    assert "Is this one of yours?" in cast.browser(rosa).get(page).context["question"]
    assert cast.browser(rosa).post(do, {"words": "Yes: Bruno Silva."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.waits_for, row.changes.latest("pk").why) == ("new", None, "Yes: Bruno Silva.")
    assert cast.browser(rosa).get(page).status_code == 403


@pytest.mark.parametrize(("verb", "state"), [("send-back", "returned"), ("pass-over", "other")])
def test_it_is_sent_back_or_left_out_with_a_reason(verb: str, state: str, felix: User) -> None:
    (row,) = taken(felix, line()).lines.all()
    act = reverse("admin:enrolment_incoming_do", args=[row.pk, verb])
    assert cast.browser(felix).post(act, {"words": ""}).status_code == 422
    cast.browser(felix).post(act, {"words": "Told twice."})
    row.refresh_from_db()
    assert (row.state, row.changes.get().why) == (state, "Told twice.")
    assert cast.browser(felix).post(act, {"words": "Again."}).status_code == 409
    with pytest.raises(Refused):
        incoming.forget(BankStatement.objects.get())


TABLE = "Wann;Wer;Wieviel\n{day};DIALLO AMINA;2.720,00\n{day};Unbekannt;5,00\n"


def test_the_desk_takes_a_table_in_asks_for_its_columns_once_and_books(place: Place, felix: User) -> None:
    browser, address = cast.browser(felix), reverse("admin:enrolment_bankstatement_take_in")

    def send(words: str, **more: str) -> Any:
        return browser.post(address, {"file": SimpleUploadedFile("t.csv", words.encode()), "account": ACCOUNT} | more)

    table = TABLE.format(day=clock.today().strftime("%d.%m.%Y"))
    asked = send(table)
    assert (asked.status_code, BankStatement.objects.count()) == (422, 0)
    assert "Wieviel: 2.720,00, 5,00" in asked.content.decode()
    columns = {"column-on": "0", "column-remitter": "1", "column-amount": "2"}
    page = browser.get(send(table, **columns)["Location"])
    (one,) = page.context["groups"]["proposed"]
    (stranger,) = page.context["groups"]["unknown"]
    assert (one.shares[0][0], stranger.row.amount) == (place, 5)
    book = reverse("admin:enrolment_bankstatement_book", args=[one.row.statement_id])
    browser.post(book, {"chosen": [one.chosen, "x:y", "999999:z"]})
    assert place.ledger.balance() == 0
    assert send(table).status_code == 422  # known
    assert send(table.replace("5,00", "6,00")).status_code == 302  # its columns are known


def test_the_desk_books_by_hand_what_was_searched_for(place: Place, felix: User) -> None:
    (row,) = taken(felix, line(100)).lines.all()
    browser = cast.browser(felix)
    page = browser.get(row.get_absolute_url(), {"q": "diallo"})
    (name,) = page.context["shares_form"].claims
    do = reverse("admin:enrolment_incoming_do", args=[row.pk, "book"])
    wrong = browser.post(do, {name: "99"})
    assert (wrong.status_code, "do not add up" in wrong.content.decode()) == (409, True)
    browser.post(do, {name: "100"})
    assert place.ledger.paid() == 100
    page = browser.get(row.get_absolute_url())
    assert [verb for verb, _title, _form in page.context["decisions"]] == ["take-back"]


def test_a_statement_taken_in_by_mistake_is_thrown_away(felix: User) -> None:
    statement = taken(felix, line())
    cast.browser(felix).post(reverse("admin:enrolment_bankstatement_forget", args=[statement.pk]))
    assert (BankStatement.objects.count(), Incoming.objects.count()) == (0, 0)
    assert taken(felix, line()).known == 0


def test_a_dry_run_costs_the_same_however_many_sums_came_in(
    invoice: Invoice, felix: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lines = [line(amount, text=invoice.reference) for amount in range(1, 9)]
    statement = taken(felix, *lines, *(line(amount, remitter="Amina Diallo") for amount in range(1, 9)))
    with django_assert_num_queries(7):
        assert sum(len(group) for group in dry_run(statement).values()) == 16
