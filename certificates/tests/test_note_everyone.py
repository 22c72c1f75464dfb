"""What a reader sees while a note is made, and the desk's pages of notes, in a browser: for everyone, and by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.jobs.models import Job, JobState
from academy.jobs.operations import MOST_ATTEMPTS
from academy.testing import cast
from academy.testing.axe import faults
from catalogue.models import Course, Edition
from certificates.tests.build import in_every_language, work
from certificates.tests.test_note_changes import change, note
from enrolment.tests.build import open_edition

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _in_no_mood_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.views.note.LONGEST_WAIT", 0.0)


@pytest.fixture
def edition() -> Edition:
    """An edition whose texts stand in every language."""
    made = open_edition()
    in_every_language()
    return made


def address(edition: Edition) -> str:
    """Where its note is."""
    return reverse("certificates:note", args=[edition.course.slug, edition.slug])


def without_french() -> None:
    """One text of the note is there in other languages only."""
    with override("fr"):
        Course.objects.update(summary="")


def given_up() -> None:
    """The worker tried as often as it does, and its reason is a long one."""
    error = "Traceback (most recent call last):\n" + "OSError: " + "/a/very/long/name/of/a/folder" * 8
    Job.objects.update(state=JobState.FAILED, attempts=MOST_ATTEMPTS, error=error)


def test_the_page_of_a_note_being_made_is_for_everyone_and_goes_to_the_note_by_itself(
    visitor: Page, edition: Edition
) -> None:
    looks: list[Request] = []
    visitor.on("request", lambda request: looks.append(request) if "progress" in request.url else None)
    visitor.goto(address(edition))
    expect(visitor.locator("h1")).to_have_text("Your information note is being made")
    assert faults(visitor) == []
    expect(visitor.locator("#progress")).to_contain_text("It is the next to be made.")
    Job.objects.update(state=JobState.RUNNING)
    expect(visitor.locator("#progress")).to_contain_text("The worker is at it.")
    assert looks and faults(visitor) == []
    Job.objects.update(state=JobState.PENDING, due_at=clock.now() - timedelta(seconds=1))
    with visitor.expect_response(lambda answer: answer.headers.get("content-type") == "application/pdf") as got:
        work()
    assert got.value.url.endswith(address(edition)) and got.value.status == 200


def test_the_page_of_a_note_that_was_given_up_says_so_by_itself(visitor: Page, edition: Edition) -> None:
    visitor.goto(address(edition))
    given_up()
    expect(visitor.locator("h1")).to_have_text("The information note cannot be made just now")
    assert faults(visitor) == []


def test_the_page_of_a_note_that_lacks_texts(visitor: Page, edition: Edition) -> None:
    without_french()
    visitor.goto(address(edition).replace("/en/", "/fr/"))
    assert faults(visitor) == []


def test_the_desk_s_pages_of_notes(visitor: Page, live_server: LiveServer, edition: Edition) -> None:
    note(edition)
    change(edition)
    without_french()
    cast.come_in(visitor, cast.administrator(), live_server.url)
    visitor.goto(address(edition))
    given_up()
    visitor.goto(reverse("admin:certificates_informationnote_changelist"))
    assert faults(visitor) == []
    visitor.goto(reverse("admin:certificates_informationnote_edition", args=[edition.pk]))
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Try again").click()
    expect(visitor.get_by_text("The note is being made.")).to_be_visible()
    assert faults(visitor) == []
