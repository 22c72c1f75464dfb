"""The whole form in Chromium: in three languages, without scripts, by keyboard alone, and as it is heard."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from academy.accounts.models import User
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(amina: User, browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Amina's browser."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
    session = cast.browser(amina).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def address(edition: Edition, language: str = "en", step: str = "") -> str:
    """Where the form begins, or one of its steps."""
    with override(language):
        return f"{edition.get_absolute_url()}apply/{step and step + '/'}"


def on(page: Page, primary: str = "main form .btn-primary") -> None:
    """The button that goes on, whatever the language calls it."""
    page.locator(primary).click()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_whole_form_in_each_language(visitor: Page, edition: Edition, amina: User, language: str) -> None:
    visitor.goto(address(edition, language))
    on(visitor)
    visitor.fill("[name=certificate_name]", "Amína DIALLO")
    visitor.select_option("[name=nationality]", "SN")
    visitor.select_option("[name=country]", "FR")
    on(visitor)
    visitor.fill("[name=organization]", "Ministère du Travail")
    visitor.fill("[name=position]", "Inspectrice")
    visitor.check("[name=sector][value=government]")
    visitor.fill("[name=years_of_experience]", "7")
    for row, (code, level) in enumerate([("wo", "native"), ("fr", "C1"), ("en", "B2")], start=1):
        visitor.select_option(f"[name=language_{row}]", code)
        visitor.select_option(f"[name=level_{row}]", level)
    on(visitor, "button[name=more]")
    expect(visitor.locator("[name=language_4]")).to_be_visible()
    on(visitor)
    visitor.check("[name=financing][value=self]")
    on(visitor)
    visitor.fill("[name=motivation]", "Je négocie des accords bilatéraux.")
    on(visitor)
    visitor.locator("[name^=rank_]").nth(0).select_option("1")
    visitor.locator("[name^=rank_]").nth(3).select_option("1")
    on(visitor)
    expect(visitor.get_by_text("Amína DIALLO").last).to_be_visible()
    visitor.check("[name=declaration]")
    on(visitor)
    expect(visitor).to_have_url(re.compile(r"/my/applications/\d+/"))
    sent = Application.objects.get()
    assert (sent.state, sent.languages) == ("submitted", {"wo": "native", "fr": "C1", "en": "B2"})
    assert visitor.locator("html").get_attribute("lang") == language


def reach(page: Page, target: Locator) -> Locator:
    """Press Tab until the target has the focus, which can be seen."""
    for _press in range(90):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return target
    raise AssertionError(f"no way by keyboard to {target}")


def write(page: Page, field: str, words: str) -> None:
    """Go to the field by keyboard and type over what stands there."""
    reach(page, page.locator(f"[name={field}]"))
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


@pytest.mark.parametrize("visitor", [True], indirect=True, ids=["with scripts"])
def test_the_whole_form_by_keyboard_alone(visitor: Page, edition: Edition) -> None:
    visitor.goto(address(edition))
    reach(visitor, visitor.get_by_role("button", name="Start my application")).press("Enter")
    write(visitor, "certificate_name", "Amina DIALLO")
    expect(visitor.locator("[data-mirror]")).to_have_text("Amina DIALLO")
    for field, name in (("nationality", "Senegal"), ("country", "France")):
        reach(visitor, visitor.locator(f"[name={field}]"))
        visitor.keyboard.type(name)
    visitor.keyboard.press("Enter")
    reach(visitor, visitor.get_by_role("button", name="Save and continue")).press("Enter")
    write(visitor, "organization", "Ministry of Labour")
    write(visitor, "position", "Inspector")
    reach(visitor, visitor.locator("[name=sector]").first).press("Space")
    write(visitor, "years_of_experience", "7")
    for field, name in (("language_1", "Wolof"), ("level_1", "First")):
        reach(visitor, visitor.locator(f"[name={field}]"))
        visitor.keyboard.type(name)
    reach(visitor, visitor.get_by_role("button", name="Save and continue")).press("Enter")
    reach(visitor, visitor.locator("[name=financing]").first).press("Space")
    reach(visitor, visitor.get_by_role("button", name="Save and continue")).press("Enter")
    write(visitor, "motivation", "I negotiate agreements.")
    reach(visitor, visitor.get_by_role("button", name="Save and continue")).press("Enter")
    for number in range(2):
        reach(visitor, visitor.locator("[name^=rank_]").nth(number))
        visitor.keyboard.type(("First", "Second")[number])
    reach(visitor, visitor.get_by_role("button", name="Save and continue")).press("Enter")
    reach(visitor, visitor.locator("[name=declaration]")).press("Space")
    reach(visitor, visitor.get_by_role("button", name="Send my application")).press("Enter")
    expect(visitor).to_have_url(re.compile(r"/my/applications/\d+/"))
    assert Application.objects.get().state == "submitted"


HEARD: dict[str, list[tuple[Any, str]]] = {
    "you": [
        ("textbox", "Full name"),
        ("textbox", "Name on the certificate"),
        ("figure", "On the certificate it looks like this:"),
        ("textbox", "Gender (optional)"),
        ("combobox", "Nationality"),
        ("combobox", "Country where you work"),
        ("button", "Save and continue"),
        ("button", "Save and come back later"),
    ],
    "work": [
        ("textbox", "Organization"),
        ("textbox", "Position"),
        ("group", "Constituent group"),
        ("radio", "Government"),
        ("spinbutton", "Years of experience in the field"),
        ("group", "Languages"),
        ("combobox", "Language 1"),
        ("combobox", "Level in language 1"),
        ("combobox", "Language 2"),
        ("button", "Save and add a language"),
    ],
    "financing": [
        ("group", "Who pays for your participation?"),
        ("radio", "I pay myself"),
        ("radio", "A sponsoring organization pays"),
        ("group", "When a sponsor pays"),
        ("textbox", "Sponsoring organization"),
        ("textbox", "Contact person at the sponsor"),
        ("textbox", "E-mail address of the sponsor"),
    ],
    "motivation": [("textbox", "Why you want to take part"), ("button", "Save and continue")],
    "electives": [
        ("group", "Governance"),
        ("combobox", "Rank of Elective 1"),
        ("group", "Protection"),
        ("combobox", "Rank of Elective 4"),
    ],
}


@pytest.mark.parametrize("visitor", [True], indirect=True, ids=["with scripts"])
def test_every_field_has_its_role_and_its_name(visitor: Page, edition: Edition) -> None:
    visitor.goto(address(edition))
    on(visitor)
    for step, heard in HEARD.items():
        visitor.goto(address(edition, step=step))
        form = visitor.locator("main form")
        counted = {(role, name): form.get_by_role(role, name=name, exact=True).count() for role, name in heard}
        assert counted == dict.fromkeys(heard, 1)
    visitor.goto(address(edition, step="work"))
    visitor.select_option("[name=language_1]", "fr")
    on(visitor)
    level = visitor.get_by_role("combobox", name="Level in language 1")
    assert level.get_attribute("aria-invalid") == "true"
    expect(level).to_have_accessible_description("Say how well you know this language.")
    expect(visitor.get_by_role("alert").get_by_role("link", name="Level in language 1")).to_be_visible()
