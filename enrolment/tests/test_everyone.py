"""The form and a person's own pages work for everyone, wide and narrow, light and dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import faults
from enrolment.models import Application
from enrolment.operations import substitute
from enrolment.tests import build
from enrolment.views import steps

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture(autouse=True)
def _signed_in(visitor: Page, amina: User, live_server: LiveServer) -> None:
    """Amina is."""
    cast.come_in(visitor, amina, live_server.url)


def step(application: Application, name: str) -> str:
    """The address of one step."""
    return steps.url(application, name)


def test_every_step_is_for_everyone_and_a_mistake_too(visitor: Page, amina: User) -> None:
    edition = build.open_edition()
    visitor.goto(reverse("enrolment:apply", args=[edition.course.slug, edition.slug]))
    assert faults(visitor) == []
    application = build.draft(amina, edition, motivation="", **build.SPONSOR)
    for name in steps.keys(application):
        visitor.goto(step(application, name))
        assert faults(visitor) == []
    visitor.goto(step(application, "financing"))
    visitor.fill("[name=sponsor_email]", "nobody")
    visitor.set_input_files("[name=letter]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    visitor.get_by_role("button", name="Save and continue").click()
    visitor.get_by_role("alert").first.wait_for()
    assert visitor.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "E-mail address of the sponsor",
        "Sponsorship letter",
    ]
    assert faults(visitor) == []


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
        assert faults(visitor) == []


def test_changing_plans_is_for_everyone(visitor: Page, amina: User) -> None:
    place = build.place(amina, build.open_edition(), by=cast.reviewer(), **build.SPONSOR)
    build.open_edition(code="A9900002")
    for address in ("substitute", "transfer"):
        visitor.goto(reverse(f"enrolment:{address}", args=[place.pk]))
        assert faults(visitor) == []
    named = substitute.name(
        place, name="Bruno Silva", email="bruno@example.org", language="en", by=amina, now=clock.now()
    )
    visitor.goto(reverse("enrolment:substitute", args=[place.pk]))
    assert faults(visitor) == []
    visitor.context.clear_cookies()
    visitor.goto(reverse("enrolment:stand_in", args=[substitute.token_of(named)]))
    assert faults(visitor) == []


def test_two_clicks_on_send_are_one_application_and_one_letter(visitor: Page, amina: User) -> None:
    application = build.draft(amina, build.open_edition())
    visitor.goto(step(application, "check"))
    visitor.get_by_label("What I have written is true").check()
    visitor.get_by_role("button", name="Send my application").dblclick()
    visitor.wait_for_url(f"**{application.get_absolute_url()}")
    assert Application.objects.get().changes.count() == 1
    assert amina.letters.count() == 1
