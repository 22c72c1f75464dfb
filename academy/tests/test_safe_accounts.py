"""Signing in safely: nothing tells who has an account, guessing is slowed, sessions are ended, keys work, doors ask."""

import re
from collections.abc import Iterator
from statistics import median
from time import perf_counter

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP, RESET = (f"/en/account/{page}/" for page in ("login", "signup", "password/reset"))
WRONG = {"login": "amina@example.org", "password": "not her password"}


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def words(client: Client, page: str, answers: dict[str, str]) -> tuple[int, str, str]:
    """Status, address and words of the page that follows, without the address that was typed and its tokens."""
    answer = client.post(page, answers)
    text = answer.content.decode() if answer.status_code == 200 else client.get(answer["Location"]).content.decode()
    text = re.sub(r'(name="csrfmiddlewaretoken" value|content)="[^"]*"', "", text)
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"\S+@example\.org", "", text)


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        (LOGIN, {"password": "not the password"}),
        (RESET, {}),
        (SIGNUP, {"name": "Somebody", "password1": "kangaroo-9-tram"}),
    ],
)
def test_no_page_tells_whether_an_address_has_an_account(page: str, answers: dict[str, str]) -> None:
    cast.applicant()
    field = "login" if page == LOGIN else "email"
    known = words(Client(), page, answers | {field: "amina@example.org"})
    unknown = words(Client(), page, answers | {field: "nobody@example.org"})
    assert known == unknown


def test_the_letters_tell_each_reader_the_truth_that_the_page_does_not() -> None:
    cast.applicant()
    for email in ("amina@example.org", "nobody@example.org"):
        Client().post(SIGNUP, {"name": "Somebody", "email": email, "password1": "kangaroo-9-tram"})
    assert set(Letter.objects.values_list("to", flat=True)) == {"amina@example.org", "nobody@example.org"}
    assert not EmailAddress.objects.filter(email="nobody@example.org", verified=True).exists()
    assert User.objects.filter(email="amina@example.org").count() == 1


def test_a_wrong_password_takes_as_long_for_an_unknown_address(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    cast.applicant()

    def took(login: str) -> float:
        began = perf_counter()
        Client().post(LOGIN, WRONG | {"login": login})
        return perf_counter() - began

    took("amina@example.org")
    pairs = [(took("amina@example.org"), took(f"nobody{number}@example.org")) for number in range(5)]
    known, unknown = (median(times) for times in zip(*pairs, strict=True))
    assert 0.5 < unknown / known < 2


def test_guessing_one_account_is_slowed_from_whichever_address() -> None:
    cast.applicant()
    for number in range(12):
        page = Client(REMOTE_ADDR=f"203.0.113.{number}").post(LOGIN, WRONG)
    assert "Too many failed login attempts" in page.content.decode() or page.status_code == 429
    right = Client(REMOTE_ADDR="203.0.113.99").post(LOGIN, WRONG | {"password": cast.PASSWORD})
    assert "Location" not in right.headers


def test_guessing_many_accounts_from_one_address_is_slowed() -> None:
    answers = [Client().post(LOGIN, WRONG | {"login": f"a{number}@example.org"}) for number in range(40)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429 or "Too many" in answers[-1].content.decode()


def test_other_sessions_are_listed_and_ended() -> None:
    amina = cast.applicant()
    here, there = Client(headers={"user-agent": "Firefox here"}), Client(headers={"user-agent": "Firefox there"})
    for client in (here, there):
        assert client.post(LOGIN, {"login": amina.email, "password": cast.PASSWORD}).status_code == 302
    shown = here.get(reverse("usersessions_list")).content.decode()
    assert "Firefox here" in shown and "Firefox there" in shown
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("enrolment:my")).status_code == 200
    assert there.get(reverse("enrolment:my")).status_code == 302


@pytest.mark.parametrize("deed", ["add/", "{key}/change/"])
def test_who_may_do_what_is_changed_after_the_password_only(deed: str) -> None:
    colleague = cast.finance()
    desk = cast.browser(cast.administrator())
    values = {"email": "new@example.org", "name": "F", "language": "en", "is_active": "on", "roles": []}
    values["roles"] = [str(colleague.groups.get().pk)]
    asked = desk.post(f"/admin/accounts/user/{deed.format(key=colleague.pk)}", values)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    colleague.refresh_from_db()
    assert (colleague.name, User.objects.filter(email="new@example.org").exists()) == ("Felix Okafor", False)


@pytest.mark.django_db(transaction=True)
def test_a_security_key_is_added_and_opens_the_desk(
    live_server: LiveServer, browser: Browser, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    rosa = cast.reviewer()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    having = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": having | {"automaticPresenceSimulation": True}})

    def sign_in() -> None:
        page.goto("/en/account/login/?next=/admin/")
        page.locator("[name=login]").fill(rosa.email)
        page.locator("[name=password]").fill(cast.PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()

    sign_in()
    expect(page.get_by_text("Staff need a second factor")).to_be_visible()
    page.get_by_role("link", name="Add a key").click()
    page.locator("[name=password]").fill(cast.PASSWORD)
    page.get_by_role("main").locator("form button").first.click()
    page.wait_for_url("**/webauthn/add/")  # and its scripts, without which the button does nothing
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    assert Authenticator.objects.filter(user=rosa, type="webauthn").count() == 1
    context.clear_cookies()
    sign_in()
    page.wait_for_url("**/2fa/authenticate/**")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("heading", name="What must be done today")).to_be_visible()
    assert complaints == []
    context.close()
