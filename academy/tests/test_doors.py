"""The pages and letters of signing up and in: our words, errors beside the fields, letters in the house's frame."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from academy.accounts.models import User
from academy.letters.models import Letter

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Amina Nováková", "email": "amina@example.org", "password1": "kangaroo-9-tram"}


@pytest.fixture(autouse=True)
def without_limits(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_sign_up_asks_for_name_address_and_password_in_this_order(client: Client) -> None:
    page = client.get("/en/account/signup/").content.decode()
    places = [page.index(f'name="{field}"') for field in GIVEN]
    assert places == sorted(places)


def test_an_error_stands_beside_its_field_and_is_announced_with_it(client: Client) -> None:
    page = client.post("/en/account/signup/", {**GIVEN, "email": "amina@"}).content.decode()
    assert 'aria-describedby="id_email_error"' in page
    assert 'id="id_email_error"' in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_code_comes_in_a_letter_in_both_forms_and_in_the_language_of_the_page(
    client: Client, language: str
) -> None:
    answer = client.post(f"/{language}/account/signup/", GIVEN)
    assert answer.status_code == 302
    letter = Letter.objects.get(to="amina@example.org")
    code = letter.subject.split()[-1]
    assert code in letter.text
    assert code in letter.html
    assert f'<html lang="{language}"' in letter.html
    assert letter.confidential


def test_somebody_signed_in_who_is_not_staff_is_refused_at_the_desk(client: Client) -> None:
    client.force_login(User.objects.create_user("amina@example.org", name="Amina"))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403


def test_a_missing_page_is_missing_in_our_words(client: Client) -> None:
    answer = client.get("/en/nothing-here/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_broken_address_is_answered_in_our_words(client: Client) -> None:
    answer = client.get("/en/", headers={"host": "not a host"})
    assert answer.status_code == 400
    assert "This cannot be read" in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_our_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "amina@example.org"})
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()


def test_an_error_of_ours_is_answered_in_our_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("academy.style.samples", lambda: 1 / 0)
    answer = client.get("/en/style/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_a_database_that_is_away_is_said_in_our_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    client.raise_request_exception = False
    monkeypatch.setattr("academy.style.samples", away)
    answer = client.get("/en/style/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "what you just sent was not kept" in answer.content.decode()


def test_who_tries_too_often_is_asked_to_wait(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    for _try in range(2):
        answer = client.post("/en/account/password/reset/", {"email": "amina@example.org"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
