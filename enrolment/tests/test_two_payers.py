"""Who pays a new place by what its sponsor confirmed, and what cancelling says of each payer: page, letter, ledger."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from enrolment import facts
from enrolment.models import Application, Place
from enrolment.operations import decide, ledger, sponsors
from enrolment.tests import build

pytestmark = pytest.mark.django_db
PART = Decimal("1700.00")


@pytest.fixture
def felix() -> User:
    return cast.finance()


def answered(application: Application, share: str, amount: Decimal | None = None) -> Application:
    """What the sponsor says to the newest question."""
    said: dict[str, Any] = {"reason": "", "name": "Moussa Ndiaye", "position": "Head", "now": clock.now()}
    seen = facts.offer_to_sponsor(application).fingerprint
    sponsors.answer_to(application.sponsor_requests.get(), share=share, amount=amount, seen=seen, **said)
    return Application.objects.get(pk=application.pk)


def accepted(application: Application, by: User) -> Place:
    given = decide.accept(application, by=by, why="", seen="submitted", now=clock.now())
    assert isinstance(given, Place)
    return given


def charged(place: Place) -> dict[str, Decimal]:
    return {one.name: one.charged for one in place.ledger.by_payer()}


@pytest.fixture
def shared(felix: User) -> Place:
    """A place of which the sponsor has confirmed a part."""
    application = build.submitted(cast.applicant(), build.open_edition(starts_in=10), **build.SPONSOR)
    return accepted(answered(application, "part", PART), felix)


def test_the_sponsor_is_charged_what_it_confirmed_and_the_participant_the_rest(shared: Place) -> None:
    assert charged(shared) == {"Ministry of Labour": PART, "Amina Diallo": build.PRICE - PART}
    parts = [(row.payer.name, row.params["part"], row.amount) for row in shared.ledger.all()]
    assert parts == [
        ("Ministry of Labour", "tuition", PART),
        ("Amina Diallo", "tuition", build.TUITION - PART),
        ("Amina Diallo", "subsistence", build.SUBSISTENCE),
    ]


@pytest.mark.parametrize(
    ("share", "payer"),
    [("all", "Ministry of Labour"), ("none", "Amina Diallo"), ("refused", "Amina Diallo")],
)
def test_one_payer_is_charged_all(felix: User, share: str, payer: str) -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    assert charged(accepted(answered(application, share), felix)) == {payer: build.PRICE}


def test_who_nominated_is_charged_what_the_nomination_says(felix: User) -> None:
    edition = build.open_edition()
    amina = cast.applicant()
    given = build.nomination(cast.another_applicant(), edition, [amina], share="part", amount=PART)
    application = build.nominated(amina, given)
    assert charged(accepted(application, felix)) == {"Ministry of Labour": PART, "Amina Diallo": build.PRICE - PART}


@pytest.mark.parametrize(("pays", "words"), [(True, "Refund to %s"), (False, "Owed by %s")])
def test_cancelling_says_the_same_of_each_payer_on_page_in_letter_and_ledger(
    shared: Place, felix: User, pays: bool, words: str
) -> None:
    """Half of the price is due: 850.00 of the sponsor's 1,700.00 and 510.00 of the participant's 1,020.00."""
    for one in facts.payers_of(shared) if pays else []:
        given: dict[str, Any] = {"payer": one.payer, "on": clock.today(), "reference": "T", "by": felix}
        ledger.record_payment(shared, one.owed, now=clock.now(), **given)
    page, address = cast.browser(shared.participant), reverse("enrolment:cancel", args=[shared.pk])
    shown = page.get(address)
    page.post(address, {"seen": shown.context["form"]["seen"].value(), "why": "I cannot travel."})
    letter = Letter.objects.filter(name="enrolment/cancelled").latest("pk")
    charges = facts.terms_of(shared).policy.bank_charges if pays else Decimal(0)
    for name, half in (("Ministry of Labour", PART / 2), ("Amina Diallo", (build.PRICE - PART) / 2)):
        for said in (words % name, f"€{half - charges:,.2f}"):
            assert said in shown.content.decode()
            assert said in letter.text
        assert {one.name: abs(one.balance) for one in shared.ledger.by_payer()}[name] == half
