"""What participants learn by, in a real browser: sessions, attendance, assignments and teams, for everyone."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import faults
from catalogue.models import Edition
from enrolment.models import Attendance, Place, Submission, Team
from enrolment.operations import assignment, attendance, teams
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Place:
    """A place in an edition with a session that runs, one to come and one of an elective."""
    edition = build.open_edition()
    given = build.place(cast.applicant(), edition, by=cast.reviewer())
    build.add_session(edition, title="Opening webinar", begins_in=-30)
    build.add_session(edition, title="Second webinar", begins_in=60 * 24)
    build.add_session(edition, "elective", elective=given.electives.first(), begins_in=60 * 48, interpreted=True)
    return given


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sessions_and_the_timetable_are_for_everyone(
    visitor: Page, live_server: LiveServer, place: Place, language: str
) -> None:
    cast.come_in(visitor, place.participant, live_server.url)
    with override(language):
        pages = [place.get_absolute_url(), reverse("enrolment:timetable", args=[place.pk])]
    for page in pages:
        visitor.goto(page)
        expect(visitor.locator("html")).to_have_attribute("lang", language)
        assert faults(visitor) == [], page
    expect(visitor.locator("[data-local-time] time")).to_have_count(0)  # in Turin, whose time stands there already


def test_the_code_of_the_room_goes_from_the_screen_to_the_grid(
    visitor: Page, live_server: LiveServer, place: Place
) -> None:
    session, rosa = place.edition.sessions.first(), User.objects.get(email="rosa@example.org")
    assert session
    cast.come_in(visitor, rosa, live_server.url)
    visitor.goto(reverse("admin:enrolment_place_code", args=[session.pk]))
    visitor.get_by_role("button", name="Show a code").click()
    digits = visitor.locator(".desk-code").inner_text()
    assert faults(visitor) == []
    cast.come_in(visitor, place.participant, live_server.url)
    visitor.goto(place.get_absolute_url())
    visitor.get_by_label("Code shown in the room").fill(digits)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("Noted: you are at “Opening webinar”.")).to_be_visible()
    cast.come_in(visitor, rosa, live_server.url)
    visitor.goto(reverse("admin:enrolment_place_attendance", args=[place.edition_id]))
    expect(visitor.get_by_label("Amina Diallo, Opening webinar")).to_be_checked()
    assert faults(visitor) == []


def test_attendance_is_filled_in_from_the_keyboard(visitor: Page, live_server: LiveServer, place: Place) -> None:
    cast.come_in(visitor, User.objects.get(email="rosa@example.org"), live_server.url)
    visitor.goto(reverse("admin:enrolment_place_attendance", args=[place.edition_id]))
    visitor.get_by_label("Amina Diallo, Opening webinar").focus()
    visitor.keyboard.press("Space")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("1 change of attendance is recorded.")).to_be_visible()
    assert Attendance.objects.get().present


def test_a_report_and_the_record_are_for_everyone(visitor: Page, live_server: LiveServer, place: Place) -> None:
    cast.come_in(visitor, User.objects.get(email="rosa@example.org"), live_server.url)
    for name in ("record", "report"):
        visitor.goto(reverse(f"admin:enrolment_place_{name}", args=[place.edition_id]))
        assert faults(visitor) == [], name
    report = "Email address,Opening webinar,Quiz: Week 1\namina@example.org,P (2/2),72\n"
    visitor.set_input_files("[name=file]", {"name": "r.csv", "mimeType": "text/csv", "buffer": report.encode()})
    visitor.get_by_role("button", name="See what it would record").click()
    visitor.get_by_text("What would be recorded").first.wait_for()
    assert faults(visitor) == []


def test_a_wrong_code_is_said_beside_what_was_typed(visitor: Page, live_server: LiveServer, place: Place) -> None:
    session = place.edition.sessions.first()
    assert session
    attendance.show_code(session, by=User.objects.get(email="rosa@example.org"), now=clock.now())
    cast.come_in(visitor, place.participant, live_server.url)
    visitor.goto(place.get_absolute_url())
    visitor.get_by_label("Code shown in the room").fill("12")
    visitor.get_by_role("button", name="I am here").click()
    expect(visitor.get_by_role("status").get_by_text("This code does not count now")).to_be_visible()
    assert faults(visitor) == []


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
    visitor: Page, live_server: LiveServer, place: Place, language: str
) -> None:
    at_work(place)
    cast.come_in(visitor, place.participant, live_server.url)
    with override(language):
        for name in ("assignment", "team", "place"):
            visitor.goto(reverse(f"enrolment:{name}", args=[place.pk]))
            assert faults(visitor) == [], name
        visitor.goto(reverse("enrolment:assignment", args=[place.pk]))
    visitor.locator("form button", has_text="Take it back" if language == "en" else "Le reprendre").click()
    visitor.locator("[name=text]").fill("Better words")
    assert faults(visitor) == []
    visitor.locator("[name=hand_in]").click()
    expect(visitor.get_by_text("Better words")).to_have_count(1)
    assert Submission.objects.get().state == "handed-in"


def test_marking_and_teams_at_the_desk_are_for_everyone(visitor: Page, live_server: LiveServer, place: Place) -> None:
    submission = at_work(place)
    cast.come_in(visitor, User.objects.get(email="rosa@example.org"), live_server.url)
    for name, key in (("marking", None), ("marking_one", submission.code), ("teams", place.edition_id)):
        visitor.goto(reverse(f"admin:enrolment_place_{name}", args=[key] if key else []))
        assert faults(visitor) == [], name
    visitor.goto(reverse("admin:enrolment_place_team", args=[Team.objects.get().pk]))
    assert faults(visitor) == []
    visitor.goto(reverse("admin:enrolment_place_do", args=[place.pk, "extend"]))
    assert faults(visitor) == []
    visitor.goto(reverse("admin:enrolment_place_marking_one", args=[submission.code]))
    for criterion in ("Analysis", "Proposals"):
        visitor.get_by_role("group", name=criterion).get_by_label("4", exact=True).check()
    visitor.get_by_label("Feedback for the participant").fill("Well argued.")
    visitor.get_by_role("button", name="Give the mark").click()
    expect(visitor.get_by_text("Rosa Conti: 80.00")).to_be_visible()
    assert faults(visitor) == []
