"""What participants learn by, in a real browser: sessions, attendance, assignments and teams, for everyone."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import findings
from catalogue.models import Edition
from enrolment.models import Attendance, Place, Submission, Team
from enrolment.operations import assignment, attendance, teams
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["wide and light", "narrow and dark"])
def window(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window on the live server, in which nobody has signed in yet."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def place() -> Place:
    """A place in an edition with a session that runs, one to come and one of an elective."""
    edition = build.open_edition()
    given = build.place(cast.applicant(), edition, by=cast.reviewer())
    build.add_session(edition, title="Opening webinar", begins_in=-30)
    build.add_session(edition, title="Second webinar", begins_in=60 * 24)
    build.add_session(edition, "elective", elective=given.electives.first(), begins_in=60 * 48, interpreted=True)
    return given


def come_in(window: Page, person: User, server: LiveServer) -> None:
    session = cast.browser(person).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def faults(window: Page) -> list[str]:
    """What axe finds, what the content policy stopped, and whether it scrolls sideways."""
    stopped = [message.text for message in window.console_messages() if "Content Security Policy" in message.text]
    sideways = window.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*stopped, *findings(window), *(["it scrolls sideways"] if sideways else [])]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sessions_and_the_timetable_are_for_everyone(
    window: Page, live_server: LiveServer, place: Place, language: str
) -> None:
    come_in(window, place.participant, live_server)
    with override(language):
        pages = [place.get_absolute_url(), reverse("enrolment:timetable", args=[place.pk])]
    for page in pages:
        window.goto(page)
        expect(window.locator("html")).to_have_attribute("lang", language)
        assert faults(window) == [], page
    expect(window.locator("[data-local-time] time").first).not_to_contain_text("UTC")


def test_the_code_of_the_room_goes_from_the_screen_to_the_grid(
    window: Page, live_server: LiveServer, place: Place
) -> None:
    session, rosa = place.edition.sessions.first(), User.objects.get(email="rosa@example.org")
    assert session
    come_in(window, rosa, live_server)
    window.goto(reverse("admin:enrolment_place_code", args=[session.pk]))
    window.get_by_role("button", name="Show a code").click()
    digits = window.locator(".desk-code").inner_text()
    assert faults(window) == []
    come_in(window, place.participant, live_server)
    window.goto(place.get_absolute_url())
    window.get_by_label("Code shown in the room").fill(digits)
    window.keyboard.press("Enter")
    expect(window.get_by_text("Noted: you are at “Opening webinar”.")).to_be_visible()
    come_in(window, rosa, live_server)
    window.goto(reverse("admin:enrolment_place_attendance", args=[place.edition_id]))
    expect(window.get_by_label("Amina Diallo, Opening webinar")).to_be_checked()
    assert faults(window) == []


def test_attendance_is_filled_in_from_the_keyboard(window: Page, live_server: LiveServer, place: Place) -> None:
    come_in(window, User.objects.get(email="rosa@example.org"), live_server)
    window.goto(reverse("admin:enrolment_place_attendance", args=[place.edition_id]))
    window.get_by_label("Amina Diallo, Opening webinar").focus()
    window.keyboard.press("Space")
    window.keyboard.press("Enter")
    expect(window.get_by_text("1 change of attendance is recorded.")).to_be_visible()
    assert Attendance.objects.get().present


def test_a_report_and_the_record_are_for_everyone(window: Page, live_server: LiveServer, place: Place) -> None:
    come_in(window, User.objects.get(email="rosa@example.org"), live_server)
    for name in ("record", "report"):
        window.goto(reverse(f"admin:enrolment_place_{name}", args=[place.edition_id]))
        assert faults(window) == [], name
    report = "Email address,Opening webinar,Quiz: Week 1\namina@example.org,P (2/2),72\n"
    window.set_input_files("[name=file]", {"name": "r.csv", "mimeType": "text/csv", "buffer": report.encode()})
    window.get_by_role("button", name="See what it would record").click()
    window.get_by_text("What would be recorded").first.wait_for()
    assert faults(window) == []


def test_a_wrong_code_is_said_beside_what_was_typed(window: Page, live_server: LiveServer, place: Place) -> None:
    session = place.edition.sessions.first()
    assert session
    attendance.show_code(session, by=User.objects.get(email="rosa@example.org"), now=clock.now())
    come_in(window, place.participant, live_server)
    window.goto(place.get_absolute_url())
    window.get_by_label("Code shown in the room").fill("12")
    window.get_by_role("button", name="I am here").click()
    expect(window.get_by_role("status").get_by_text("This code does not count now")).to_be_visible()
    assert faults(window) == []


def at_work(place: Place) -> Submission:
    """The edition of the place asks for work: an assignment is handed in, and a team was told."""
    edition = place.edition
    build.add_assignment(edition)
    build.add_group_work(edition)
    Edition.objects.filter(pk=edition.pk).update(starts=clock.today())
    teams.propose(edition, seed=1)
    teams.tell_all(edition, now=clock.now())
    fresh = Place.objects.get(pk=place.pk)
    assignment.save(fresh, text="My country …", now=clock.now())
    return assignment.hand_in(fresh, by=place.participant, now=clock.now())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_assignment_and_the_team_are_for_everyone(
    window: Page, live_server: LiveServer, place: Place, language: str
) -> None:
    at_work(place)
    come_in(window, place.participant, live_server)
    with override(language):
        for name in ("assignment", "team", "place"):
            window.goto(reverse(f"enrolment:{name}", args=[place.pk]))
            assert faults(window) == [], name
        window.goto(reverse("enrolment:assignment", args=[place.pk]))
    window.locator("form button", has_text="Take it back" if language == "en" else "Le reprendre").click()
    window.locator("[name=text]").fill("Better words")
    assert faults(window) == []
    window.locator("[name=hand_in]").click()
    expect(window.get_by_text("Better words")).to_have_count(1)
    assert Submission.objects.get().state == "handed-in"


def test_marking_and_teams_at_the_desk_are_for_everyone(window: Page, live_server: LiveServer, place: Place) -> None:
    submission = at_work(place)
    come_in(window, User.objects.get(email="rosa@example.org"), live_server)
    for name, key in (("marking", None), ("marking_one", submission.code), ("teams", place.edition_id)):
        window.goto(reverse(f"admin:enrolment_place_{name}", args=[key] if key else []))
        assert faults(window) == [], name
    window.goto(reverse("admin:enrolment_place_team", args=[Team.objects.get().pk]))
    assert faults(window) == []
    window.goto(reverse("admin:enrolment_place_do", args=[place.pk, "extend"]))
    assert faults(window) == []
    window.goto(reverse("admin:enrolment_place_marking_one", args=[submission.code]))
    for criterion in ("Analysis", "Proposals"):
        window.get_by_role("group", name=criterion).get_by_label("4", exact=True).check()
    window.get_by_label("Feedback for the participant").fill("Well argued.")
    window.get_by_role("button", name="Give the mark").click()
    expect(window.get_by_text("Rosa Conti: 80.00")).to_be_visible()
    assert faults(window) == []
