"""Several people at one refund, one waiver, one transfer: each is done once, as long as rows are locked."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from academy import clock, locks
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from enrolment import facts
from enrolment.models import EntryKind, Ground, LedgerEntry, Place, Transfer
from enrolment.operations import cancel, ledger, outgoing, payers, transfer, waive
from enrolment.rules.outgoing import refund_reference
from enrolment.tests import build
from enrolment.tests.test_outgoing import line, taken
from enrolment.tests.test_race import no_lock, race

CLERKS = 8
PENALTY = build.PRICE / 2
Act = Callable[[], Any]
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def felix() -> User:
    return cast.administrator()


def paid(place: Place, by: User) -> None:
    """In full, by who pays for it."""
    entered: dict[str, Any] = {"payer": payers.payer_of(place), "on": clock.today(), "reference": "TRF 1"}
    ledger.record_payment(place, build.PRICE, **entered, by=by, now=clock.now())


@pytest.fixture
def place(felix: User) -> Place:
    """Paid in full, ten days before the start."""
    found = build.place(cast.applicant(), build.open_edition(electives=0, starts_in=10), by=felix)
    paid(found, felix)
    return found


@pytest.fixture
def left(place: Place, felix: User) -> Place:
    """The same, cancelled at half the price: the other half is owed to who paid."""
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    return Place.objects.get(pk=place.pk)


def refunding(place: Place, by: User, **seen: Any) -> Act:
    sent: dict[str, Any] = {"payer": payers.payer_of(place), "bank_charges": Decimal(15), "on": clock.today()}
    return partial(ledger.record_refund, place, **sent, by=by, now=clock.now(), **seen)


def waiving(place: Place, by: User, **seen: Any) -> Act:
    said: dict[str, Any] = {"ground": Ground.ILLNESS, "why": "A doctor’s letter.", "by": by, "now": clock.now()}
    return partial(waive.waive, place, PENALTY, **said, **seen)


def sums(kind: EntryKind) -> list[Decimal]:
    """All rows of a kind, in all ledgers."""
    return list(LedgerEntry.objects.filter(kind=kind).order_by("pk").values_list("amount", flat=True))


def test_a_refund_recorded_by_several_at_once_is_sent_once(left: Place, felix: User) -> None:
    assert race([refunding(left, felix)] * CLERKS) == 1
    assert (sums(EntryKind.REFUND), sums(EntryKind.BANK_CHARGE)) == ([PENALTY - 15], [Decimal(15)])
    assert Letter.objects.filter(name="enrolment/refund").count() == 1


def test_without_the_lock_it_would_be_sent_several_times(
    left: Place, felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    assert race([refunding(left, felix)] * CLERKS) > 1
    assert left.ledger.balance() > 0


def test_a_refund_that_several_find_on_the_statement_is_sent_once(left: Place, felix: User) -> None:
    told = line(PENALTY - 15, text=refund_reference(left.pk, payers.payer_of(left).pk))
    (row,) = taken(felix, told).gone.all()
    found = facts.proposal_of(row)
    assert found
    confirming = partial(outgoing.confirm, row.pk, found.fingerprint, by=felix, now=clock.now())
    assert race([confirming, refunding(left, felix, seen=-PENALTY)] * (CLERKS // 2)) == 1
    assert sums(EntryKind.REFUND) == [PENALTY - 15]
    assert left.ledger.balance() == 0


def test_a_penalty_waived_by_several_at_once_is_waived_once(left: Place, felix: User) -> None:
    assert race([waiving(left, felix)] * CLERKS) == 1
    assert left.waivers.get().penalty == PENALTY
    assert left.ledger.balance() == -build.PRICE


def test_without_the_lock_more_than_the_penalty_would_be_waived(
    left: Place, felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    assert race([waiving(left, felix)] * CLERKS) > 1
    assert left.ledger.balance() < -build.PRICE


def test_of_a_refund_and_a_waiver_at_once_the_second_is_asked_to_look_again(left: Place, felix: User) -> None:
    seen = left.ledger.balance()
    assert race([refunding(left, felix, seen=seen), waiving(left, felix, seen=seen)] * (CLERKS // 2)) == 1
    assert left.ledger.balance() == (-build.PRICE if left.waivers.exists() else 0)


@pytest.fixture
def asked(felix: User) -> list[Transfer]:
    """Four people who have paid and ask to move, two each way between two editions."""
    here, there = (build.open_edition(code=f"A990000{n}", electives=0, starts_in=30) for n in range(2))
    found = []
    for number, (own, to) in enumerate([(here, there), (there, here)] * 2):
        place = build.place(cast.applicant(f"racer{number}@example.org"), own, by=felix)
        paid(place, felix)
        found.append(transfer.ask(place, to, by=place.participant, why="", now=clock.now()))
    return found


def test_places_that_several_move_both_ways_at_once_move_once_and_wait_for_nobody(
    asked: list[Transfer], felix: User
) -> None:
    acts: list[Act] = [partial(transfer.carry_out, one, by=felix, now=clock.now()) for one in asked]
    assert race(acts * 3) == len(asked)
    assert sorted(Place.objects.values_list("state", flat=True)) == ["confirmed"] * 4 + ["transferred"] * 4
    assert (sums(EntryKind.TRANSFER_OUT), sums(EntryKind.TRANSFER_IN)) == ([build.PRICE] * 4, [-build.PRICE] * 4)
    assert {place.ledger.balance() for place in Place.objects.all()} == {0}
