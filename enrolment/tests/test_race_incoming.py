"""Several people at one statement: each sum comes in once and is booked once, as long as rows are locked."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pytest_django import Settings

from academy import clock, locks
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.card_provider import KEY, SECRET, event, stand_in
from enrolment import facts
from enrolment.models import BankStatement, CardEvent, Incoming, Invoice, Place
from enrolment.operations import incoming
from enrolment.tests import build
from enrolment.tests.test_cards import begin, tell
from enrolment.tests.test_incoming import line, taken
from enrolment.tests.test_race import no_lock, race

CLERKS = 8
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def invoice(felix: User) -> Invoice:
    place = build.place(cast.applicant(), build.open_edition(), by=felix)
    return build.invoice(place, by=felix)


def clerks(act: Callable[[], Any]) -> list[Callable[[], Any]]:
    return [act] * CLERKS


def test_a_file_taken_in_by_several_at_once_comes_in_once(felix: User) -> None:
    lines = [line(text=str(number)) for number in range(20)]
    assert race(clerks(partial(taken, felix, *lines))) == 1
    assert (Incoming.objects.count(), BankStatement.objects.count()) == (20, 1)


def booking(invoice: Invoice, felix: User) -> Callable[[], Any]:
    (row,) = taken(felix, line(text=invoice.reference)).lines.all()
    print_ = facts.match_of(row).fingerprint
    return partial(incoming.book_as_seen, row.pk, print_, by=felix, now=clock.now())


def test_a_sum_booked_by_several_at_once_is_booked_once(invoice: Invoice, felix: User) -> None:
    assert race(clerks(booking(invoice, felix))) == 1
    assert invoice.payer.entries.balance() == 0


def test_without_the_lock_it_would_be_booked_several_times(
    invoice: Invoice, felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = booking(invoice, felix)
    for room in (locks, incoming):
        monkeypatch.setattr(room, "lock", no_lock)
    assert race(clerks(act)) > 1
    assert invoice.payer.entries.balance() < 0


def test_two_payments_of_one_invoice_booked_at_once_do_not_both_count_as_owed(invoice: Invoice, felix: User) -> None:
    rows = taken(felix, *(line(text=f"{number} {invoice.reference}") for number in range(CLERKS))).lines.all()
    acts: list[Callable[[], Any]] = [
        partial(incoming.book_as_seen, row.pk, facts.match_of(row).fingerprint, by=felix, now=clock.now())
        for row in rows
    ]
    assert race(acts) == 1
    assert invoice.payer.entries.balance() == 0


def test_a_notice_told_several_times_at_once_is_booked_once(invoice: Invoice, felix: User, settings: Settings) -> None:
    place = Place.objects.get()
    with stand_in() as standing:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API = KEY, SECRET, standing.url
        begin(place)
        paid = standing.paid("cs_test_1")
        race([partial(tell, event(paid, f"evt_{number % 2}")) for number in range(CLERKS)])
    assert (CardEvent.objects.count(), Incoming.objects.count()) == (2, 1)
    assert place.ledger.balance() == 0
