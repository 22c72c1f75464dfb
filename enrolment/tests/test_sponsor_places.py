"""A paying organization names a substitute by the signed link in its letters, under the participant's own rules."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application, Payer, Place, Substitution
from enrolment.operations import apply, decide, dunning, payers, sponsor_places, substitute
from enrolment.tests import build

pytestmark = pytest.mark.django_db
OWN = {key: value for key, value in build.ANSWERS.items() if key != "financing"}
NAMED: dict[str, Any] = {"name": "Bruno Costa", "email": "bruno@example.org", "language": "en"}


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def place(rosa: User) -> Place:
    """One that the ministry pays, sixty days before the start."""
    return build.place(cast.applicant(), build.open_edition(), by=rosa, **build.SPONSOR)


@pytest.fixture
def payer(place: Place) -> Payer:
    return payers.payer_of(place)


def url(payer: Payer, place: Place | None = None) -> str:
    """The page of the organization, or that of one place."""
    token = sponsor_places.token_of(payer)
    name, keys = ("sponsor_substitute", [token, place.pk]) if place else ("sponsor_places", [token])
    return reverse(f"enrolment:{name}", args=keys)


def near(place: Place, days: int) -> None:
    """Let the edition start in so many days."""
    Edition.objects.filter(pk=place.edition_id).update(starts=clock.today() + timedelta(days=days))


def application_at_desk(application: Application) -> str:
    """Its page."""
    return reverse("admin:enrolment_application_change", args=[application.pk])


def test_the_organization_names_somebody_without_an_account(place: Place, payer: Payer, rosa: User) -> None:
    page = Client()
    listed = page.get(url(payer)).content.decode()
    assert "Amina Diallo" in listed
    (link,) = re.findall(r'href="(/en/sponsor-places/[^"]+/\d+/)"', listed)
    assert page.post(link, NAMED).status_code == 302
    made = Substitution.objects.get()
    assert (made.payer, made.changes.get().by, made.changes.get().why) == (payer, None, "Ministry of Labour")
    invited, told = (Letter.objects.get(name=f"enrolment/{name}") for name in ("substitute", "named-by-payer"))
    assert (invited.to, told.to) == ("bruno@example.org", place.participant.email)
    assert "Ministry of Labour" in told.text
    assert "Diallo" not in invited.text
    bruno, now = cast.another_applicant(), clock.now()
    mine = substitute.take_up(substitute.token_of(made), bruno, now=now)
    apply.save(mine, OWN | {"full_name": "Bruno Costa"}, now=now)
    decide.accept(apply.submit(mine, now=now), by=rosa, why="", seen="submitted", now=now)
    place.refresh_from_db()
    assert place.participant == bruno
    assert not Letter.objects.filter(name="enrolment/sponsor_asked", about=f"application:{mine.pk}").exists()
    desk = cast.browser(rosa)
    assert "has named this substitute" in desk.get(application_at_desk(mine)).content.decode()
    at_place = desk.get(reverse("admin:enrolment_place_change", args=[place.pk])).content.decode()
    assert "Handed over to a substitute" in at_place
    assert application_at_desk(made.former) in at_place
    told = Letter.objects.get(name="enrolment/payer-substitute")
    assert (told.to, "has taken the place of Amina Diallo" in told.text) == (payer.email, True)


def test_what_comes_to_nothing_is_told_too(place: Place, payer: Payer, rosa: User) -> None:
    made = sponsor_places.name(place, payer, **NAMED, now=clock.now())
    substitute.end(made, "refuse", by=rosa, now=clock.now())
    told = Letter.objects.get(name="enrolment/payer-substitute")
    assert "It stays with Amina Diallo." in told.text


@pytest.mark.parametrize(("days", "allowed"), [(14, True), (13, False)])
def test_the_notice_date_is_kept(days: int, allowed: bool, place: Place, payer: Payer) -> None:
    near(place, days)
    page = Client().get(url(payer)).content.decode()
    assert ("It is too late to name one." in page) is not allowed
    answer = Client().post(url(payer, place), NAMED)
    assert (answer.status_code, Substitution.objects.count()) == ((302, 1) if allowed else (200, 0))


def test_it_calls_back_whom_it_named_and_nobody_else(place: Place, payer: Payer) -> None:
    now = clock.now()
    substitute.name(place, **NAMED, by=place.participant, now=now)
    with pytest.raises(Refused):
        sponsor_places.call_back(Substitution.objects.get(), payer, now=now)
    assert "Call the substitute back" not in Client().get(url(payer, place)).content.decode()
    Client().post(url(payer, place), {"call-back": "yes"})
    assert Substitution.objects.get().state == "named"
    substitute.call_back(Substitution.objects.get(), by=place.participant, now=now)
    sponsor_places.name(place, payer, **NAMED, now=now)
    Client().post(url(payer, place), {"call-back": "yes"})
    assert not Substitution.objects.filter(state="named").exists()


def test_a_second_click_names_nobody_twice(place: Place, payer: Payer) -> None:
    page = Client()
    page.post(url(payer, place), NAMED)
    assert page.post(url(payer, place), NAMED | {"email": "carla@example.org"}).status_code == 200
    assert Substitution.objects.count() == 1


def test_places_of_others_cannot_be_reached(place: Place, payer: Payer, rosa: User) -> None:
    other = build.place(cast.another_applicant(), place.edition, by=rosa)
    assert Client().get(url(payer, other)).status_code == 404
    assert "Bruno" not in Client().get(url(payer)).content.decode()
    with pytest.raises(Refused):
        sponsor_places.name(other, payer, **NAMED, now=clock.now())


@pytest.mark.parametrize(
    "token",
    ["nonsense", signing.dumps([1, "x@example.org"], salt="enrolment.substitute")],
    ids=["nonsense", "another salt"],
)
def test_a_link_that_is_not_ours_opens_nothing(token: str, payer: Payer) -> None:
    assert Client().get(reverse("enrolment:sponsor_places", args=[token])).status_code == 410


def test_an_earlier_link_ends_with_the_address(payer: Payer) -> None:
    before = url(payer)
    payers.correct(payer, {"email": "new@labour.example"})
    assert Client().get(before).status_code == 410
    assert Client().get(url(Payer.objects.get(pk=payer.pk))).status_code == 200


def test_a_participant_has_no_such_page(place: Place) -> None:
    own = payers.of_participant(place)
    assert sponsor_places.url_for(own) == ""
    assert Client().get(url(own)).status_code == 410


def test_mistakes_are_said_beside_their_field(place: Place, payer: Payer) -> None:
    answer = Client().post(url(payer, place), NAMED | {"email": "no address"})
    assert "Enter a valid email address." in answer.content.decode()
    same = Client().post(url(payer, place), NAMED | {"email": place.participant.email})
    assert "This is the address of the person who has the place." in same.content.decode()
    assert Substitution.objects.count() == 0


def link_in(letter: Letter) -> str:
    """The path of the organization's page in a letter."""
    found = re.search(r"https?://[^/]+(/\w\w/sponsor-places/[^\s]+)", letter.text)
    assert found, letter.text
    return found[1]


def test_the_link_stands_in_the_reminders_to_the_organization_alone(place: Place, payer: Payer) -> None:
    payers.correct(payer, {"language": "fr"})
    near(place, 20)
    Place.objects.update(confirmed_at=clock.now() - timedelta(days=60))
    dunning.due_soon(now=clock.now())
    reminder = Letter.objects.get(name="enrolment/remind_payment")
    assert reminder.to == payer.email
    assert link_in(reminder).startswith("/fr/sponsor-places/")
    assert Client().get(link_in(reminder)).status_code == 200
    assert not Letter.objects.filter(to=place.participant.email, text__contains="sponsor-places").exists()


def test_finance_finds_the_page_beside_the_payer(payer: Payer) -> None:
    desk: Any = cast.browser(cast.finance()).get(reverse("admin:enrolment_payer_change", args=[payer.pk]))
    (link,) = re.findall(r'href="https?://[^/]+(/en/sponsor-places/[^"]+)"', desk.content.decode())
    assert Client().get(link).status_code == 200
