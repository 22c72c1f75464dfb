"""The profile fills the next application and learns from it."""

import pytest
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from enrolment.models import PROFILE_FIELDS, Profile
from enrolment.operations import apply, profile
from enrolment.tests import build

pytestmark = pytest.mark.django_db
SENT = {
    "full_name": "Amina Diallo",
    "certificate_name": "Amina DIALLO",
    "gender": "woman",
    "nationality": "SN",
    "country": "FR",
    "organization": "Ministry of Labour",
    "position": "Inspector",
    "sector": "government",
    "years_of_experience": "8",
    "language_1": "fr",
    "level_1": "C2",
}


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def page(amina: User) -> Client:
    return cast.browser(amina)


def test_it_begins_with_the_name_and_keeps_what_is_written(page: Client, amina: User) -> None:
    address = reverse("enrolment:profile")
    assert 'value="Amina Diallo"' in page.get(address).content.decode()
    assert not Profile.objects.exists(), "looking changes nothing"
    page.post(address, SENT)
    kept = amina.profile
    assert (kept.country, kept.years_of_experience, kept.languages) == ("FR", 8, {"fr": "C2"})
    page.post(address, SENT | {"gender": ""})
    assert Profile.objects.get().gender == ""


def test_a_mistake_in_it_is_said_and_changes_nothing(page: Client) -> None:
    text = page.post(reverse("enrolment:profile"), SENT | {"years_of_experience": "100"}).content.decode()
    assert 'href="#div_id_years_of_experience"' in text
    assert not Profile.objects.exists()


def test_it_fills_the_next_application_and_learns_from_it(page: Client, amina: User) -> None:
    page.post(reverse("enrolment:profile"), SENT)
    application = apply.start(amina, build.open_edition(), now=clock.now())
    assert {name: getattr(application, name) for name in PROFILE_FIELDS} == {
        name: getattr(amina.profile, name) for name in PROFILE_FIELDS
    }
    apply.save(application, {"position": "Director", "gender": "", "motivation": "Much."}, now=clock.now())
    kept = Profile.objects.get()
    assert (kept.position, kept.gender) == ("Director", "woman"), "what is left empty takes nothing away"


def test_what_was_begun_or_sent_stays_as_it_is(page: Client, amina: User) -> None:
    sent = build.submitted(amina, build.open_edition())
    begun = build.draft(amina, build.open_edition(code="A9900002"))
    page.post(reverse("enrolment:profile"), SENT | {"organization": "Another ministry"})
    for application in (sent, begun):
        application.refresh_from_db()
        assert application.organization == build.ANSWERS["organization"]


def test_nobody_elses_profile_is_touched(page: Client) -> None:
    bruno = cast.another_applicant()
    profile.keep(bruno, {"position": "Organizer"}, now=clock.now())
    page.post(reverse("enrolment:profile"), SENT)
    assert Profile.objects.get(person=bruno).position == "Organizer"
