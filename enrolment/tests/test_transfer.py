"""A place moves to another edition: money along, price difference worked out, electives anew, no penalty."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.money import ZERO
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import LedgerEntry, Place, Transfer
from enrolment.operations import apply, cancel, decide, ledger, payers, substitute, transfer
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def felix() -> User:
    return cast.administrator()


@pytest.fixture
def other() -> Edition:
    """An edition that starts later and costs 100.00 less."""
    edition = build.open_edition(code="A9900002", starts_in=120, capacity=1)
    part = edition.price_parts.get(kind="tuition")
    part.amount -= Decimal("100.00")
    part.save()
    return edition


@pytest.fixture
def place(felix: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(starts_in=30), by=felix)


def pay(place: Place, amount: str, by: User, payer: str = "") -> None:
    who = payers.organization(payer) if payer else payers.payer_of(place)
    entered: dict[str, Any] = {"on": clock.today(), "reference": "Bank transfer", "by": by, "now": clock.now()}
    ledger.record_payment(place, Decimal(amount), payer=who, **entered)


def asked(place: Place, other: Edition) -> Transfer:
    return transfer.ask(place, other, by=place.participant, why="Dates.", now=clock.now())


def moved(place: Place, other: Edition, by: User) -> Place:
    return transfer.carry_out(asked(place, other), by=by, now=clock.now())


def test_the_money_moves_payer_by_payer_and_nothing_is_lost(place: Place, other: Edition, felix: User) -> None:
    pay(place, "2000.00", felix, "Ministry of Labour")
    pay(place, "720.00", felix)
    new = moved(place, other, felix)
    assert place.ledger.balance() == 0
    assert new.ledger.balance() == Decimal("-100.00")
    brought = new.ledger.filter(kind="transfer-in").values_list("payer__name", "amount")
    assert sorted(brought) == [("Amina Diallo", Decimal("-720.00")), ("Ministry of Labour", Decimal("-2000.00"))]
    out, back = (LedgerEntry.objects.filter(kind=kind).balance() for kind in ("transfer-out", "transfer-in"))
    assert out + back == 0
    page = cast.browser(new.participant).get(new.get_absolute_url()).content.decode()
    assert "All is paid, and €100.00 too much" in page


def test_what_was_not_paid_is_charged_in_the_new_edition(place: Place, other: Edition, felix: User) -> None:
    pay(place, "500.00", felix)
    new = moved(place, other, felix)
    assert (place.ledger.balance(), new.ledger.balance()) == (ZERO, build.PRICE - Decimal("600.00"))


def test_the_old_place_lets_its_seat_go_and_the_new_one_chooses_anew(place: Place, other: Edition, felix: User) -> None:
    assert place.seats.exists()
    new = moved(place, other, felix)
    place.refresh_from_db()
    assert place.state == "transferred"
    assert not Place.objects.holding_a_seat().filter(edition=place.edition).exists()
    assert (new.state, new.edition, new.participant) == ("confirmed", other, place.participant)
    assert not new.seats.exists()
    assert [change.verb for change in new.application.changes.all()] == ["submit", "accept"]


@pytest.mark.parametrize(("days", "allowed"), [(15, True), (14, True), (13, False), (0, False)])
def test_the_notice_rule_applies(place: Place, other: Edition, days: int, *, allowed: bool) -> None:
    Edition.objects.filter(pk=place.edition_id).update(starts=clock.today() + timedelta(days=days))
    place.refresh_from_db()
    if allowed:
        assert asked(place, other).state == "asked"
    else:
        with pytest.raises(Refused):
            asked(place, other)


def test_a_request_in_time_can_be_carried_out_later(place: Place, other: Edition, felix: User) -> None:
    request = asked(place, other)
    Edition.objects.filter(pk=place.edition_id).update(starts=clock.today() + timedelta(days=3))
    assert transfer.carry_out(request, by=felix, now=clock.now()).edition == other


def test_one_is_not_moved_into_an_edition_that_filled_up_meanwhile(place: Place, other: Edition, felix: User) -> None:
    request = asked(place, other)
    build.place(cast.another_applicant(), other, by=felix)
    with pytest.raises(Refused):
        transfer.carry_out(request, by=felix, now=clock.now())
    place.refresh_from_db()
    assert (place.state, place.ledger.balance()) == ("confirmed", build.PRICE)


@pytest.mark.parametrize("fields", [{"published": False}, {"cancelled": True}, {"starts": None, "ends": None}])
def test_nobody_moves_where_nothing_can_be_joined(place: Place, other: Edition, fields: dict[str, object]) -> None:
    Edition.objects.filter(pk=other.pk).update(**fields)
    with pytest.raises(Refused):
        asked(place, other)


def test_carrying_out_twice_moves_once(place: Place, other: Edition, felix: User) -> None:
    request = asked(place, other)
    transfer.carry_out(request, by=felix, now=clock.now())
    with pytest.raises(Refused):
        transfer.carry_out(request, by=felix, now=clock.now())
    assert Place.objects.filter(edition=other).count() == 1


def test_a_substitute_can_move_as_well(place: Place, other: Edition, felix: User) -> None:
    bruno, now = cast.another_applicant(), clock.now()
    named = substitute.name(
        place, name="Bruno", email="bruno@example.org", language="en", by=place.participant, now=now
    )
    begun = substitute.take_up(substitute.token_of(named), bruno, now=now)
    apply.save(begun, {key: value for key, value in build.ANSWERS.items() if key != "financing"}, now=now)
    decide.accept(apply.submit(begun, now=now), by=felix, why="", seen="submitted", now=now)
    place.refresh_from_db()
    assert moved(place, other, felix).participant == bruno


def test_refusing_needs_a_reason_and_tells_it(place: Place, other: Edition, felix: User) -> None:
    request = asked(place, other)
    with pytest.raises(Refused):
        transfer.end(request, "refuse", by=felix, now=clock.now())
    transfer.end(request, "refuse", by=felix, why="The group is balanced already.", now=clock.now())
    assert "The group is balanced already." in Letter.objects.get(name="enrolment/transfer-refused").text


def test_one_change_at_a_time(place: Place, other: Edition) -> None:
    request = asked(place, other)
    with pytest.raises(Refused):
        asked(place, other)
    with pytest.raises(Refused):
        substitute.name(place, name="B", email="b@example.org", language="en", by=place.participant, now=clock.now())
    with pytest.raises(Refused):
        cancel.cancel(place, by=place.participant, why="", seen=None, now=clock.now())
    transfer.end(request, "call-back", by=place.participant, now=clock.now())
    assert asked(place, other).state == "asked"


def test_the_page_works_the_difference_out_and_asks(place: Place, other: Edition) -> None:
    page, url = cast.browser(place.participant), reverse("enrolment:transfer", args=[place.pk])
    assert "€100.00 less" in page.get(url).content.decode()
    answer = page.post(url, {"to": other.pk, "why": "", "ask": "yes"}, follow=True)
    assert "We have received your request" in answer.content.decode()
    assert Letter.objects.filter(name="enrolment/transfer-asked").count() == 1


def test_an_edition_that_is_not_on_the_page_is_refused_beside_the_field(place: Place, other: Edition) -> None:
    page, url = cast.browser(place.participant), reverse("enrolment:transfer", args=[place.pk])
    answer = page.post(url, {"to": place.edition_id, "ask": "yes"})
    assert "id_to_error" in answer.content.decode() or "error_1_id_to" in answer.content.decode()
    assert not Transfer.objects.exists()


def test_staff_carry_it_out_at_the_desk_with_the_sums_before_them(place: Place, other: Edition, felix: User) -> None:
    asked(place, other)
    page, url = cast.browser(felix), reverse("admin:enrolment_place_do", args=[place.pk, "move"])
    assert "Paid, and moved along" in page.get(url).content.decode()
    page.post(url, {"seen": "x"})
    assert Place.objects.filter(edition=other, state="confirmed").count() == 1
