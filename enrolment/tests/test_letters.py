"""The letters of this app: what happened, what to do, by when, and whom to ask."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from academy import clock, wording
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application, Place
from enrolment.operations import apply, cancel, decide, ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition()


def decided(act: Callable[..., object], edition: Edition, rosa: User, **answers: object) -> Application:
    """An application on which ``act`` was taken."""
    application = build.submitted(cast.applicant(), edition, **answers)
    act(application, by=rosa, why="Your work is in another field.", seen="submitted", now=clock.now())
    return application


def last() -> Letter:
    """The letter that was written last; the text and the HTML say the same sums and lead to the same page."""
    letter = Letter.objects.all()[0]
    for words in (letter.text, letter.html):
        assert settings.SITE_URL in words
        assert "migration@itcilo.org" in words
        assert "{" not in words.partition("</style>")[2]
    return letter


def test_the_letter_of_acceptance_says_the_price_the_day_and_the_electives(edition: Edition, rosa: User) -> None:
    decided(decide.accept, edition, rosa)
    letter = last()
    due = (edition.starts or clock.today()) - timedelta(days=14)
    assert "You have a place" in letter.subject
    for words in ("Tuition", "€2,000.00", "€720.00", f"€2,720.00 is to be paid in full by {wording.day(due)}"):
        assert words in letter.text
        assert words in letter.html
    assert "- Elective 2" in letter.text
    assert "are full by now" not in letter.text


def test_it_says_which_electives_were_full(edition: Edition, rosa: User) -> None:
    full = edition.electives.all()[0]
    edition.electives.filter(pk=full.pk).update(capacity=0)
    decided(decide.accept, edition, rosa)
    assert f"are full by now:\n- {full.title}" in last().text
    assert "choose others on the page of your place while seats last" in last().text


def test_it_asks_a_sponsored_person_to_tell_the_sponsor(edition: Edition, rosa: User) -> None:
    decided(decide.accept, edition, rosa, **build.SPONSOR)
    assert "Your sponsor pays: please make sure that Ministry of Labour knows of it." in last().text


def test_it_asks_for_the_sum_at_once_when_the_start_is_near(rosa: User) -> None:
    decided(decide.accept, build.open_edition(starts_in=9, closes_in=2), rosa)
    assert "€2,720.00 is to be paid as soon as possible" in last().text


@pytest.mark.parametrize(
    ("act", "subject", "words"),
    [
        (decide.reserve, "on the reserve list", "If a place becomes free"),
        (decide.decline, "Our answer", "Your work is in another field."),
    ],
)
def test_the_other_answers(act: Callable[..., object], subject: str, words: str, edition: Edition, rosa: User) -> None:
    decided(act, edition, rosa)
    letter = last()
    assert subject in letter.subject
    assert words in letter.text
    assert words in letter.html


def test_a_reason_with_markup_is_shown_and_not_obeyed(edition: Edition, rosa: User) -> None:
    application = build.submitted(cast.applicant(), edition)
    decide.decline(application, by=rosa, why="<b>Bold</b> & brave", seen="submitted", now=clock.now())
    letter = last()
    assert "<b>Bold</b> & brave" in letter.text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; brave" in letter.html


def test_a_draft_that_is_withdrawn_needs_no_letter_and_a_sent_one_does(edition: Edition) -> None:
    amina = cast.applicant()
    apply.withdraw(build.draft(amina, edition), by=amina, why="", now=clock.now())
    assert not Letter.objects.exists()
    apply.withdraw(build.submitted(amina, edition), by=amina, why="", now=clock.now())
    assert "You have withdrawn your application" in last().subject


@pytest.fixture
def place(edition: Edition, rosa: User) -> Place:
    return build.place(cast.applicant(), edition, by=rosa)


def pay(place: Place, amount: str, rosa: User) -> None:
    """A payment of today."""
    day, now = clock.today(), clock.now()
    ledger.record_payment(
        place, Decimal(amount), payer=payers.payer_of(place), on=day, reference="Transfer", by=rosa, now=now
    )


def test_a_payment_is_thanked_for_with_what_is_left(place: Place, rosa: User) -> None:
    pay(place, "1000.00", rosa)
    assert "€1,720.00 is still to be paid." in last().text
    pay(place, "1720.00", rosa)
    assert "All is paid." in last().text


def test_a_refund_says_what_the_bank_took(place: Place, rosa: User) -> None:
    pay(place, "2720.00", rosa)
    cancel.cancel(place, by=rosa, why="", seen=None, now=clock.now())
    assert "We send €2,705.00 back to whoever paid" in last().text
    ledger.record_refund(
        place, payer=payers.payer_of(place), bank_charges=Decimal("20.00"), on=clock.today(), by=rosa, now=clock.now()
    )
    letter = last()
    assert "We have sent €2,700.00 back" in letter.subject
    assert "The bank took €20.00" in letter.text


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_letter_speaks_the_language_of_its_reader_and_leads_to_pages_in_it(edition: Edition, language: str) -> None:
    amina = cast.applicant()
    User.objects.filter(pk=amina.pk).update(language=language)
    amina.refresh_from_db()
    build.submitted(amina, edition)
    letter = last()
    assert letter.language == language
    assert f"{settings.SITE_URL}/{language}/my/applications/" in letter.text
