"""A person's own pages: what they show, what can be done there, and that nobody else sees them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Elective
from enrolment.models import Application, Place
from enrolment.operations import decide, ledger, payers, record
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def page(amina: User) -> Client:
    return cast.browser(amina)


@pytest.fixture
def place(amina: User, rosa: User) -> Place:
    return build.place(amina, build.open_edition(), by=rosa, **build.SPONSOR)


def addresses(place: Place) -> list[str]:
    """Every page that belongs to the owner of ``place`` alone."""
    of_place = [reverse(f"enrolment:{name}", args=[place.pk]) for name in ("place", "cancel")]
    names = ("application", "letter", "withdraw")
    return of_place + [reverse(f"enrolment:{name}", args=[place.application_id]) for name in names]


def electives(place: Place, elective: Elective) -> str:
    """Where one elective is taken or left."""
    return reverse("enrolment:electives", args=[place.pk, elective.pk])


def test_another_persons_addresses_do_not_exist(place: Place) -> None:
    bruno = cast.browser(cast.another_applicant())
    answers = [getattr(bruno, verb)(address).status_code for address in addresses(place) for verb in ("get", "post")]
    assert set(answers) == {404}
    seat = place.seats.all()[0]
    assert bruno.post(electives(place, seat.elective), {"do": "leave"}).status_code == 404
    assert Place.objects.get(pk=place.pk).state == "confirmed"


def test_a_stranger_is_asked_to_sign_in(place: Place) -> None:
    for address in [*addresses(place), reverse("enrolment:my")]:
        assert cast.browser().get(address)["Location"].startswith(reverse("account_login"))


def test_personal_pages_are_kept_by_no_cache(place: Place, page: Client) -> None:
    for address in [reverse("enrolment:my"), place.get_absolute_url(), place.application.get_absolute_url()]:
        assert "no-store" in page.get(address)["Cache-Control"]


def test_looking_changes_nothing(place: Place, page: Client) -> None:
    for address in [*addresses(place), reverse("enrolment:my")]:
        page.get(address).getvalue()
    assert Place.objects.get(pk=place.pk).state == "confirmed"
    assert Application.objects.get(pk=place.application_id).state == "accepted"


def test_an_empty_page_leads_to_the_courses(page: Client) -> None:
    text = page.get(reverse("enrolment:my")).content.decode()
    assert "Nothing here yet" in text
    assert reverse("catalogue:courses") in text


def test_a_draft_says_what_is_missing_and_by_when(page: Client, amina: User) -> None:
    edition = build.open_edition()
    build.draft(amina, edition, motivation="")
    text = page.get(reverse("enrolment:my")).content.decode()
    assert "One answer is missing." in text
    Edition.objects.update(applications_close=clock.today() - timedelta(days=1))
    text = page.get(reverse("enrolment:my")).content.decode()
    assert "this draft was not sent" in text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (None, "as soon as it is decided"),
        (decide.reserve, "on the reserve list"),
        (decide.decline, "We could not give you a place this time"),
        (decide.accept, "You have a place"),
    ],
)
def test_each_state_is_said_in_plain_words(
    page: Client, amina: User, rosa: User, act: Callable[..., object] | None, words: str
) -> None:
    application = build.submitted(amina, build.open_edition())
    if act:
        act(application, by=rosa, why="The group is full of inspectors.", seen="submitted", now=clock.now())
    text = page.get(application.get_absolute_url()).content.decode()
    assert words in text
    assert ("full of inspectors" in text) == (act is decide.decline), "what reviewers note for themselves stays theirs"


def test_the_letters_stand_on_the_page_but_never_one_with_a_secret(page: Client, amina: User) -> None:
    application = build.submitted(amina, build.open_edition())
    Letter.objects.create(
        person=amina,
        to=amina.email,
        about=f"application:{application.pk}",
        subject="A secret code",
        text="123456",
        confidential=True,
        language="en",
        written_at=clock.now(),
    )
    text = page.get(application.get_absolute_url()).content.decode()
    assert "We have your application" in text
    assert "A secret code" not in text


def test_the_applicant_can_open_the_letter_that_was_uploaded(page: Client, place: Place) -> None:
    answer = page.get(reverse("enrolment:letter", args=[place.application_id]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue().startswith(b"%PDF-")


def test_withdrawing_is_asked_first_and_then_done_and_told(page: Client, amina: User) -> None:
    application = build.submitted(amina, build.open_edition())
    address = reverse("enrolment:withdraw", args=[application.pk])
    assert "cannot be undone" in page.get(address).content.decode()
    text = page.post(address, {"why": "I have changed my work."}, follow=True).content.decode()
    assert "Your application is withdrawn." in text
    assert Application.objects.get().changes.get(verb="withdraw").why == "I have changed my work."
    assert Letter.objects.filter(name="enrolment/withdrawn").count() == 1
    assert "no longer possible" in page.post(address, {}, follow=True).content.decode()


def test_the_place_shows_the_account_in_plain_words(page: Client, place: Place, rosa: User) -> None:
    text = page.get(place.get_absolute_url()).content.decode()
    assert "Still to pay" in text
    assert "€2,720.00" in text
    today = clock.today()
    ledger.record_payment(
        place,
        build.PRICE,
        payer=payers.organization("Ministry of Labour"),
        on=today,
        reference="Bank transfer",
        by=rosa,
        now=clock.now(),
    )
    text = page.get(place.get_absolute_url()).content.decode()
    assert "All is settled" in text
    assert "All is paid." in text


def test_a_payment_that_is_late_is_asked_for(page: Client, place: Place) -> None:
    Edition.objects.update(starts=clock.today() + timedelta(days=10))
    assert "it was due on" in page.get(place.get_absolute_url()).content.decode()


def test_the_record_says_line_by_line_what_is_missing(page: Client, place: Place, rosa: User) -> None:
    record.record(place, "electives", 1, by=rosa, now=clock.now())
    record.record(place, "webinars", 3, by=rosa, now=clock.now())
    text = page.get(place.get_absolute_url()).content.decode()
    assert "Not yet: 1 of 2." in text
    assert text.count("Done.") == 1
    assert text.count("Not yet: 0 of") == 3


def test_a_place_whose_edition_is_over_says_whether_all_is_done(page: Client, place: Place, rosa: User) -> None:
    Edition.objects.update(starts=clock.today() - timedelta(days=30), ends=clock.today() - timedelta(days=1))
    addresses = [reverse("enrolment:my"), place.get_absolute_url()]
    for address in addresses:
        assert "says what is missing for the certificate" in page.get(address).content.decode()
    for kind, amount in build.REQUIRED.items():
        record.record(place, kind, amount, by=rosa, now=clock.now())
    for address in addresses:
        assert "you have done all that it asks" in page.get(address).content.decode()


def test_an_elective_is_left_and_another_taken(page: Client, place: Place) -> None:
    held, other = place.edition.electives.first(), place.edition.electives.last()
    assert held is not None and other is not None
    full = page.post(electives(place, other), {"do": "take"}, follow=True).content.decode()
    assert "You have chosen all your electives." in full
    page.post(electives(place, held), {"do": "leave"})
    page.post(electives(place, other), {"do": "take"})
    assert other in place.electives.all()
    assert held not in place.electives.all()


def test_a_full_elective_cannot_be_taken(page: Client, place: Place, rosa: User) -> None:
    other = build.add_elective(place.edition, 9, capacity=1)
    bruno = build.place(cast.another_applicant(), place.edition, by=rosa)
    bruno.seats.all().delete()
    bruno.seats.create(elective=other, taken_at=clock.now())
    place.seats.all().delete()
    text = page.post(electives(place, other), {"do": "take"}, follow=True).content.decode()
    assert "“Elective 9” is full." in text
    assert not place.seats.exists()


def test_an_elective_of_another_edition_does_not_exist_here(page: Client, place: Place) -> None:
    other = build.open_edition(code="A9900002").electives.first()
    assert other is not None
    assert page.post(electives(place, other), {"do": "take"}).status_code == 404
