"""Cancelling: the sum on the page, in the letter and in the ledger is one sum."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Place
from enrolment.operations import ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def place(rosa: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(), by=rosa)


@pytest.fixture
def page(place: Place) -> Client:
    return cast.browser(place.participant)


def starts_in(days: int) -> None:
    """Move the start to so many days from today."""
    Edition.objects.update(starts=clock.today() + timedelta(days=days))


def pay(place: Place, amount: Decimal, by: User) -> None:
    """A payment that came in today."""
    ledger.record_payment(
        place, amount, payer=payers.payer_of(place), on=clock.today(), reference="Bank transfer", by=by, now=clock.now()
    )


def url(place: Place) -> str:
    """The page on which a place is given back."""
    return reverse("enrolment:cancel", args=[place.pk])


def cancel(page: Client, place: Place) -> str:
    """Open the page, read it, and confirm what it says; returns what the page said."""
    answer = page.get(url(place))
    page.post(url(place), {"seen": answer.context["form"]["seen"].value(), "why": "I cannot travel."})
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("days", "paid", "result", "label", "balance"),
    [
        (14, "2720.00", "2,705.00", "Refund", "-2720.00"),
        (13, "2720.00", "1,345.00", "Refund", "-1360.00"),
        (8, "500.00", "860.00", "Still to pay", "860.00"),
        (8, "1360.00", "0.00", "Nothing is owed on either side", "0.00"),
        (7, "0.00", "2,720.00", "Still to pay", "2720.00"),
        (-1, "2720.00", "0.00", "Nothing is owed on either side", "0.00"),
    ],
)
def test_the_sum_is_the_same_on_the_page_in_the_letter_and_in_the_ledger(
    page: Client, place: Place, rosa: User, days: int, paid: str, result: str, label: str, balance: str
) -> None:
    starts_in(days)
    if paid != "0.00":
        pay(place, Decimal(paid), rosa)
    text = cancel(page, place)
    assert label in text
    assert f"€{result}" in text
    letter = Letter.objects.get(name="enrolment/cancelled")
    assert label in letter.text
    assert f"€{result}" in letter.text
    assert place.ledger.balance() == Decimal(balance)
    place.refresh_from_db()
    assert (place.state, place.changes.get(verb="cancel").why) == ("cancelled", "I cannot travel.")


def test_a_sum_that_changed_meanwhile_is_shown_again(page: Client, place: Place, rosa: User) -> None:
    starts_in(14)
    seen = page.get(url(place)).context["form"]["seen"].value()
    starts_in(13)
    answer = page.post(url(place), {"seen": seen, "why": "I cannot travel."})
    text = answer.content.decode()
    assert "The sum has changed" in text
    assert "I cannot travel." in text
    assert "€1,360.00" in text
    assert answer.context["form"]["seen"].value() != seen
    assert Place.objects.get(pk=place.pk).state == "confirmed"


def test_who_did_not_see_a_sum_agrees_to_none(page: Client, place: Place) -> None:
    page.post(url(place), {})
    assert Place.objects.get(pk=place.pk).state == "confirmed"


def test_the_page_says_when_the_sum_changes_and_what_else_is_possible(page: Client, place: Place) -> None:
    starts_in(20)
    text = page.get(url(place)).content.decode()
    assert text.count("<tr><th scope") + text.count('<tr aria-current="true"') >= 3
    assert "somebody else can take your place" in text
    starts_in(13)
    assert "It is too late to name a substitute" in page.get(url(place)).content.decode()


def test_cancelling_twice_is_cancelling_once(page: Client, place: Place) -> None:
    seen = page.get(url(place)).context["form"]["seen"].value()
    answers = [page.post(url(place), {"seen": seen}) for _click in range(2)]
    assert {answer["Location"] for answer in answers} == {place.get_absolute_url()}
    assert Letter.objects.filter(name="enrolment/cancelled").count() == 1
    assert page.get(url(place))["Location"] == place.get_absolute_url()


def test_a_place_in_an_edition_that_is_over_is_not_given_back(page: Client, place: Place) -> None:
    seen = page.get(url(place)).context["form"]["seen"].value()
    assert url(place) in page.get(place.get_absolute_url()).content.decode()
    Edition.objects.update(starts=clock.today() - timedelta(days=9), ends=clock.today() - timedelta(days=1))
    assert "This edition is over" in page.post(url(place), {"seen": seen}, follow=True).content.decode()
    assert page.get(url(place))["Location"] == place.get_absolute_url()
    assert url(place) not in page.get(place.get_absolute_url()).content.decode()
    assert Place.objects.get(pk=place.pk).state == "confirmed"


def test_a_cancelled_place_says_what_becomes_of_the_money(page: Client, place: Place, rosa: User) -> None:
    pay(place, build.PRICE, rosa)
    cancel(page, place)
    assert (
        "We pay €2,720.00 back to whoever paid, less bank charges."
        in page.get(place.get_absolute_url()).content.decode()
    )
