"""Sixteen people issue at once: numbers without a gap and without a double, also when one of them fails."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from academy import clock, locks
from academy.accounts.models import User
from academy.errors import Refused
from academy.testing import cast
from enrolment.models import Invoice, InvoiceCounter, Payer, Place
from enrolment.operations import invoices, payers
from enrolment.tests import build
from enrolment.tests.test_race import no_lock, race

ISSUERS = 16
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def places(felix: User) -> list[Place]:
    """As many places as there are issuers, each with a payer of its own."""
    edition = build.open_edition(capacity=ISSUERS, electives=0)
    people = [cast.applicant(f"racer{number}@example.org") for number in range(ISSUERS)]
    made = [build.place(person, edition, by=felix) for person in people]
    Payer.objects.update(address="12 rue de Thiong, Dakar")
    return made


def issuing(places: list[Place], by: User) -> list[Callable[[], Any]]:
    return [partial(invoices.issue, payers.payer_of(one), [one], by=by, now=clock.now()) for one in places]


def falls_through(act: Callable[[], Any]) -> None:
    """Issue, and let it all be undone."""
    with transaction.atomic():
        act()
        raise Refused("Something later in the transaction fails.")


def refused_when_double(act: Callable[[], Any]) -> None:
    """Issue; that the database refuses a number twice counts as a refusal."""
    try:
        act()
    except IntegrityError as error:
        raise Refused("A number was taken twice.") from error


def serials() -> list[int]:
    return sorted(Invoice.objects.values_list("serial", flat=True))


def test_sixteen_issuers_leave_no_gap_and_no_double(places: list[Place], felix: User) -> None:
    assert race(issuing(places, felix)) == ISSUERS
    assert serials() == list(range(1, ISSUERS + 1))


def test_who_fails_gives_the_number_back(places: list[Place], felix: User) -> None:
    acts = issuing(places, felix)
    failing = [partial(falls_through, act) for act in acts[:4]]
    assert race([*failing, *acts[4:]]) == ISSUERS - 4
    assert serials() == list(range(1, ISSUERS - 3))
    assert InvoiceCounter.objects.get().last == ISSUERS - 4


def test_one_payer_is_invoiced_once_however_many_try(places: list[Place], felix: User) -> None:
    assert race(issuing(places[:1], felix) * ISSUERS) == 1
    assert serials() == [1]


def test_without_the_lock_numbers_collide(places: list[Place], felix: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "lock", no_lock)
    collided: list[Callable[[], Any]] = [partial(refused_when_double, act) for act in issuing(places, felix)]
    assert race(collided) < ISSUERS
