"""Paying by card, against a stand-in that speaks Stripe's protocol: off until set up, signed, and booked once."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.card_provider import KEY, SECRET, StandIn, event, signed, stand_in
from enrolment import facts
from enrolment.models import CardEvent, CardOrder, Incoming, Payer, Place
from enrolment.operations import cancel, ledger
from enrolment.rules.incoming import Concern
from enrolment.tests import build

pytestmark = pytest.mark.django_db
NOTICE = reverse("card_notice")


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(felix: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(), by=felix)


@pytest.fixture
def provider(settings: Settings) -> Iterator[StandIn]:
    with stand_in() as standing:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
        settings.STRIPE_API = standing.url
        yield standing


def begin(place: Place, seen: str = "2720.00") -> Any:
    return cast.browser(place.participant).post(reverse("enrolment:pay", args=[place.pk]), {"seen": seen})


def tell(body: bytes, signature: str | None = None) -> int:
    header = signed(body) if signature is None else signature
    told = Client(enforce_csrf_checks=True).post(
        NOTICE, body, content_type="application/json", headers={"Stripe-Signature": header}
    )
    return told.status_code


def test_nobody_is_offered_to_pay_by_card_until_it_is_set_up(place: Place) -> None:
    page = cast.browser(place.participant).get(place.get_absolute_url()).content.decode()
    assert "by card" not in page
    assert "Visa and Mastercard are taken on request." in page
    assert (begin(place).status_code, tell(b"{}")) == (404, 404)


def test_who_pays_by_card_is_sent_to_the_provider_and_the_payment_is_booked(place: Place, provider: StandIn) -> None:
    page = cast.browser(place.participant).get(place.get_absolute_url()).content.decode()
    assert "Pay €2,720.00 by card" in page
    sent = begin(place)
    assert (sent.status_code, sent["Location"]) == (303, f"{provider.url}/pay/cs_test_1")
    order = CardOrder.objects.get()
    said = provider.sessions["cs_test_1"]
    assert (said["line_items[0][price_data][unit_amount]"], said["client_reference_id"]) == ("272000", str(order.pk))
    assert said["success_url"].endswith(f"{place.get_absolute_url()}?card=paid#money")
    assert tell(event(provider.paid("cs_test_1"))) == 200
    entry = place.ledger.get(kind="payment")
    assert (entry.amount, entry.payer.person, entry.by) == (-build.PRICE, place.participant, None)
    order.refresh_from_db()
    assert (order.checkout, order.incoming, entry.incoming) == ("cs_test_1", entry.incoming, Incoming.objects.get())


def test_told_five_times_and_out_of_order_it_is_booked_once(place: Place, provider: StandIn) -> None:
    begin(place)
    paid, unpaid = provider.paid("cs_test_1"), provider.paid("cs_test_1", payment_status="unpaid")
    later = "checkout.session.async_payment_succeeded"
    told = [event(paid, "evt_2", later), event(unpaid, "evt_1"), event(paid, "evt_2", later)]
    told += [event(paid, "evt_3"), event(paid, "evt_3")]
    assert [tell(body) for body in told] == [200] * 5
    assert (CardEvent.objects.count(), Incoming.objects.count()) == (3, 1)
    assert place.ledger.balance() == 0


@pytest.mark.parametrize("forged", ["", "t=1,v1=00", "old", "other"])
def test_a_notice_that_is_not_signed_changes_nothing(forged: str, place: Place, provider: StandIn) -> None:
    begin(place)
    body = event(provider.paid("cs_test_1"))
    made = {"old": partial(signed, body, age=3600), "other": partial(signed, body, "whsec_other")}
    assert tell(body, made[forged]() if forged in made else forged) == 400
    assert tell(body + b" ", signed(body)) == 400
    assert CardEvent.objects.count() == place.ledger.paid() == 0


@pytest.mark.parametrize(
    ("more", "concern"),
    [({"currency": "usd"}, Concern.CURRENCY), ({"amount_total": 280000}, Concern.OVERPAID)],
)
def test_another_sum_or_currency_waits_for_a_person(
    more: dict[str, Any], concern: Concern, place: Place, provider: StandIn
) -> None:
    begin(place)
    assert tell(event(provider.paid("cs_test_1", **more))) == 200
    row = Incoming.objects.get()
    assert (row.state, facts.match_of(row).match.concern) == ("new", concern)
    assert place.ledger.paid() == 0


def test_a_card_payment_for_a_cancelled_place_waits_in_the_same_queue(
    place: Place, provider: StandIn, felix: User
) -> None:
    begin(place)
    cancel.cancel(place, by=place.participant, why="", seen=None, now=clock.now())
    tell(event(provider.paid("cs_test_1")))
    row = Incoming.objects.get()
    assert facts.match_of(row).match.concern == Concern.CANCELLED
    queue = cast.browser(felix).get(reverse("admin:enrolment_incoming_changelist"), {"open": "all"})
    assert list(queue.context["cl"].queryset) == [row]
    assert cast.browser(felix).get(row.get_absolute_url()).status_code == 200


def test_money_of_which_we_know_no_order_waits_too(place: Place, provider: StandIn) -> None:
    begin(place)
    tell(event(provider.paid("cs_test_1", client_reference_id=None)))
    assert Incoming.objects.get().state == "new"


def test_what_is_not_owed_or_was_not_shown_is_not_charged(place: Place, provider: StandIn) -> None:
    assert begin(place, "1.00").status_code == 302
    assert begin(place, "").status_code == 400
    paid: dict[str, Any] = {"payer": Payer.objects.get(), "on": clock.today(), "reference": "R", "by": None}
    ledger.record_payment(place, Decimal(2720), now=clock.now(), **paid)
    assert begin(place, "0").status_code == 302
    assert "by card" not in cast.browser(place.participant).get(place.get_absolute_url()).content.decode()
    assert (CardOrder.objects.count(), provider.sessions) == (0, {})


def test_when_the_provider_is_away_one_is_told(place: Place, provider: StandIn, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = "sk_wrong"
    browser = cast.browser(place.participant)
    back = browser.post(reverse("enrolment:pay", args=[place.pk]), {"seen": "2720.00"}, follow=True)
    assert "Cards cannot be taken at this moment." in back.content.decode()


def test_others_cannot_pay_for_a_place_that_they_may_not_see(place: Place, provider: StandIn) -> None:
    other = cast.browser(cast.another_applicant())
    assert other.post(reverse("enrolment:pay", args=[place.pk]), {"seen": "2720.00"}).status_code == 404
