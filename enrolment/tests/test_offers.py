"""An offer is made, held, answered once, or lapses at midnight in Turin."""

from datetime import timedelta

import pytest
from django.test import Client

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Offer, Place
from enrolment.operations import decide, offers
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(capacity=1, answer_days=7)


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def offer(edition: Edition, rosa: User) -> Offer:
    return build.offered(cast.applicant(), edition, by=rosa)


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("name", flat=True))


def refused(act: object, **asked: object) -> str:
    with pytest.raises(Refused) as caught:
        act(**asked)  # type: ignore[operator]
    return str(caught.value)


def test_who_is_accepted_is_offered_a_place_and_owes_nothing_yet(offer: Offer) -> None:
    assert offer.application.state == "offered"
    assert not Place.objects.exists()
    assert offer.answer_by == clock.end_of_day(clock.today() + timedelta(days=7))
    assert letters() == ["enrolment/received", "enrolment/offered"]


def test_an_offer_holds_the_last_seat(offer: Offer, edition: Edition, rosa: User) -> None:
    other = build.submitted(cast.another_applicant(), edition)
    words = refused(decide.accept, application=other, by=rosa, why="", seen="submitted", now=clock.now())
    assert words == "All 1 places of this edition are taken."


def test_taking_it_up_makes_the_place_with_the_terms_of_that_day(offer: Offer, edition: Edition) -> None:
    edition.price_parts.filter(kind="tuition").update(amount="1500.00")
    place = build.taken_up(offer)
    assert facts.terms_of(place).price == build.SUBSISTENCE + 1500
    assert place.ledger.balance() == facts.terms_of(place).price
    assert place.application.state == "accepted"
    assert letters()[-1] == "enrolment/accepted"


def test_a_double_click_is_one_place(offer: Offer) -> None:
    assert build.taken_up(offer) == build.taken_up(offer)
    assert Place.objects.count() == 1


def test_nobody_agrees_to_terms_that_were_not_on_the_page(offer: Offer, edition: Edition) -> None:
    seen = facts.terms_of_edition(edition).fingerprint
    edition.price_parts.filter(kind="tuition").update(amount="2500.00")
    words = refused(offers.take_up, offer=offer, by=offer.application.applicant, seen=seen, now=clock.now())
    assert words.startswith("The terms have changed")


def test_what_was_turned_down_cannot_be_taken_up(offer: Offer) -> None:
    amina = offer.application.applicant
    offers.turn_down(offer, by=amina, why="A new post.", now=clock.now())
    offer.refresh_from_db()
    assert (offer.outcome, offer.application.changes.get(verb="turn-down").why) == ("turned-down", "A new post.")
    assert letters()[-1] == "enrolment/turned_down"
    assert "You turned the offer down" in refused(offers.take_up, offer=offer, by=amina, seen="", now=clock.now())


def test_it_lapses_at_midnight_in_turin_and_not_before(offer: Offer) -> None:
    offers.lapse_due(now=offer.answer_by - timedelta(seconds=1))
    assert Offer.objects.open().exists()
    offers.lapse_due(now=offer.answer_by)
    offer.refresh_from_db()
    assert (offer.outcome, offer.application.state) == ("lapsed", "lapsed")
    assert letters()[-1] == "enrolment/lapsed"
    offers.lapse_due(now=offer.answer_by)
    assert letters().count("enrolment/lapsed") == 1


def test_at_that_moment_it_is_too_late_even_before_the_sweep(offer: Offer, edition: Edition) -> None:
    seen, amina = facts.terms_of_edition(edition).fingerprint, offer.application.applicant
    words = refused(offers.take_up, offer=offer, by=amina, seen=seen, now=offer.answer_by)
    assert words == "The time to take up this offer is over."


def test_one_reminder_two_days_before_the_last(offer: Offer) -> None:
    early = offer.answer_by - timedelta(days=3, minutes=1)
    offers.remind_due(now=early)
    assert "enrolment/offer_reminder" not in letters()
    for _twice in range(2):
        offers.remind_due(now=early + timedelta(days=1))
    assert letters().count("enrolment/offer_reminder") == 1


def test_an_edition_without_answer_days_gives_the_place_at_once(rosa: User) -> None:
    assert build.place(cast.applicant(), build.open_edition(), by=rosa).application.state == "accepted"
    assert not Offer.objects.exists()


@pytest.fixture
def amina(offer: Offer) -> Client:
    return cast.browser(offer.application.applicant)


def page_of(offer: Offer) -> str:
    return f"/en/my/applications/{offer.application_id}/offer/"


def test_the_page_shows_price_policy_and_last_day(amina: Client, offer: Offer) -> None:
    body = amina.get(page_of(offer)).content.decode()
    for words in ("€2,720.00", "50 %", "Take the place up", "Turn the place down", "What it costs"):
        assert words in body


def test_taken_up_on_the_page_it_leads_to_the_place(amina: Client, offer: Offer, edition: Edition) -> None:
    form = {"do": "take-up", "offer": offer.pk, "seen": facts.terms_of_edition(edition).fingerprint}
    answer = amina.post(page_of(offer), form)
    assert answer.headers["Location"] == Place.objects.get().get_absolute_url()


def test_turned_down_on_the_page_it_is_over(amina: Client, offer: Offer) -> None:
    amina.post(page_of(offer), {"do": "turn-down", "offer": offer.pk, "why": ""})
    offer.refresh_from_db()
    assert offer.outcome == "turned-down"
    assert amina.get(page_of(offer)).headers["Location"] == offer.application.get_absolute_url()


def test_another_person_cannot_answer(offer: Offer) -> None:
    bruno = cast.browser(cast.another_applicant())
    assert bruno.get(page_of(offer)).status_code == 404
    assert bruno.post(page_of(offer), {"do": "take-up", "offer": offer.pk}).status_code == 404


@pytest.mark.parametrize("key", ["", "0", "x", "99999"])
def test_an_offer_that_does_not_exist_is_not_found(amina: Client, offer: Offer, key: str) -> None:
    assert amina.post(page_of(offer), {"do": "take-up", "offer": key}).status_code == 404
