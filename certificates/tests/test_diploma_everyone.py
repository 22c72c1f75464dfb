"""The way to the diploma, letters and the photograph in a real browser: from the keyboard, and without faults."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import faults
from catalogue.models import Course
from certificates.models import Capstone
from certificates.operations import diploma as diplomas
from certificates.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_capstone_goes_from_the_person_to_the_desk(visitor: Page, live_server: LiveServer) -> None:
    certificate = build.issued()
    person, ada = certificate.holder, User.objects.get(email="ada@example.org")
    cast.come_in(visitor, person, live_server.url)
    visitor.goto(reverse("certificates:diploma"))
    expect(visitor.get_by_text("1 of 5 parts count")).to_be_visible()
    found = faults(visitor)
    visitor.get_by_label("Title of your project").fill("Fair corridors")
    visitor.get_by_role("button", name="Send the proposal").press("Enter")
    expect(visitor.get_by_role("alert")).to_be_visible()
    found += faults(visitor)
    visitor.get_by_label("What you want to find out").fill("Compare two agreements.")
    visitor.get_by_role("button", name="Send the proposal").press("Enter")
    expect(visitor.get_by_text("we read your proposal")).to_be_visible()
    place = certificate.place
    for address in (
        reverse("certificates:printouts", args=[place.pk]),
        reverse("certificates:photograph"),
        reverse("certificates:mine", args=[place.pk]),
        reverse("certificates:diploma"),
    ):
        visitor.goto(address)
        found += faults(visitor)
    assert found == []
    at_the_desk(visitor, ada, person, live_server)


def at_the_desk(visitor: Page, ada: User, person: User, server: LiveServer) -> None:
    """The proposal is approved; a course taken elsewhere is on the page too."""
    course = Course.objects.get(diploma_required=True)
    on, now = clock.today(), clock.now()
    diplomas.enter(person, course=course, origin="before", title="LMA", on=on, why="Register", by=ada, now=now)
    visitor.context.clear_cookies()
    cast.come_in(visitor, ada, server.url)
    visitor.goto(reverse("admin:certificates_capstone_changelist"))
    found = faults(visitor)
    visitor.get_by_role("link", name=str(person)).press("Enter")
    found += faults(visitor)
    visitor.get_by_label("Supervisor").select_option(label="Ada Novak")
    visitor.get_by_role("button", name="Approve the proposal").press("Enter")
    expect(visitor.get_by_text("The proposal is approved.")).to_be_visible()
    place = person.places.get()
    for name, key in (("place", place.pk), ("edition", place.edition_id)):
        visitor.goto(reverse(f"admin:certificates_printout_{name}", args=[key]))
        found += faults(visitor)
    visitor.goto(reverse("admin:certificates_printout_changelist"))
    assert found + faults(visitor) == []
    assert Capstone.objects.get().state == "approved"


def test_the_whole_way_is_read_by_who_sees_no_drawing(visitor: Page, live_server: LiveServer) -> None:
    certificate = build.issued()
    cast.come_in(visitor, certificate.holder, live_server.url)
    visitor.goto(reverse("certificates:diploma"))
    expect(visitor.get_by_role("img", name="The parts of the diploma over five years")).to_be_visible()
    expect(visitor.locator(".twin li")).to_have_count(5)


def test_nobody_else_finds_the_way_of_a_person() -> None:
    certificate = build.issued()
    page = cast.browser(cast.another_applicant()).get("/en/my/diploma/").content.decode()
    assert certificate.number not in page
