"""The form and a person's own pages work for everyone, wide and narrow, light and dark."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import findings
from enrolment.models import Application
from enrolment.operations import substitute
from enrolment.tests import build
from enrolment.views import steps

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["wide and light", "narrow and dark"])
def visitor(amina: User, browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser in which Amina is signed in."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    session = cast.browser(amina).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def is_for_everyone(page: Page) -> None:
    """Nothing for axe to find, and nothing that scrolls sideways."""
    assert findings(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def step(application: Application, name: str) -> str:
    """The address of one step."""
    return steps.url(application, name)


def test_every_step_is_for_everyone_and_a_mistake_too(visitor: Page, amina: User) -> None:
    edition = build.open_edition()
    visitor.goto(reverse("enrolment:apply", args=[edition.course.slug, edition.slug]))
    is_for_everyone(visitor)
    application = build.draft(amina, edition, motivation="", **build.SPONSOR)
    for name in steps.keys(application):
        visitor.goto(step(application, name))
        is_for_everyone(visitor)
    visitor.goto(step(application, "financing"))
    visitor.fill("[name=sponsor_email]", "nobody")
    visitor.set_input_files("[name=letter]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    visitor.get_by_role("button", name="Save and continue").click()
    visitor.get_by_role("alert").first.wait_for()
    assert visitor.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "E-mail address of the sponsor",
        "Sponsorship letter",
    ]
    is_for_everyone(visitor)


def test_own_pages_are_for_everyone(visitor: Page, amina: User) -> None:
    place = build.place(amina, build.open_edition(), by=cast.reviewer(), **build.SPONSOR)
    other = build.submitted(amina, build.open_edition(code="A9900002"))
    build.draft(amina, build.open_edition(code="A9900003"))
    for address in (
        reverse("enrolment:my"),
        place.get_absolute_url(),
        reverse("enrolment:cancel", args=[place.pk]),
        other.get_absolute_url(),
        reverse("enrolment:withdraw", args=[other.pk]),
    ):
        visitor.goto(address)
        is_for_everyone(visitor)


def test_changing_plans_is_for_everyone(visitor: Page, amina: User) -> None:
    place = build.place(amina, build.open_edition(), by=cast.reviewer(), **build.SPONSOR)
    build.open_edition(code="A9900002")
    for address in ("substitute", "transfer"):
        visitor.goto(reverse(f"enrolment:{address}", args=[place.pk]))
        is_for_everyone(visitor)
    named = substitute.name(
        place, name="Bruno Silva", email="bruno@example.org", language="en", by=amina, now=clock.now()
    )
    visitor.goto(reverse("enrolment:substitute", args=[place.pk]))
    is_for_everyone(visitor)
    visitor.context.clear_cookies()
    visitor.goto(reverse("enrolment:stand_in", args=[substitute.token_of(named)]))
    is_for_everyone(visitor)


def test_two_clicks_on_send_are_one_application_and_one_letter(visitor: Page, amina: User) -> None:
    application = build.draft(amina, build.open_edition())
    visitor.goto(step(application, "check"))
    visitor.get_by_label("What I have written is true").check()
    visitor.get_by_role("button", name="Send my application").dblclick()
    visitor.wait_for_url(f"**{application.get_absolute_url()}")
    assert Application.objects.get().changes.count() == 1
    assert amina.letters.count() == 1
