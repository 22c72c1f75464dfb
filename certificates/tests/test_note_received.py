"""An applicant sees which version of the note was there when the application was sent, and what changed since."""

from datetime import timedelta

import pytest
from django.test import Client

from academy import clock
from academy.testing import cast
from certificates.tests.test_note_changes import change, note
from enrolment.models import Application, Place
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    """Applied for ten days ago; a note had been made twenty days before that."""
    edition = build.open_edition()
    edition.course.passages.create(kind="objectives", text="Govern migration fairly")
    made = build.place(cast.applicant(), edition, by=cast.reviewer())
    ten = clock.now() - timedelta(days=10)
    Application.objects.update(submitted_at=ten)
    note(edition, days_ago=30)
    return made


@pytest.fixture
def amina(place: Place) -> Client:
    return cast.browser(place.participant)


def page(place: Place) -> str:
    return f"/en/my/applications/{place.application_id}/information-note/"


def test_the_pages_of_application_and_place_say_which_version_it_was(place: Place, amina: Client) -> None:
    day = clock.civil_day(clock.now() - timedelta(days=30))
    for address in (place.get_absolute_url(), place.application.get_absolute_url()):
        text = amina.get(address).content.decode()
        assert f"the newest information note was that of {day.day} {day:%B %Y}" in text and page(place) in text


def test_what_changed_since_is_told_and_the_note_of_then_is_handed_out(place: Place, amina: Client) -> None:
    assert "Nothing. It still says" in amina.get(page(place)).content.decode()
    change(place.edition)
    text = amina.get(page(place)).content.decode()
    assert "€2,000.00</del>" in text and "€2,100.00</ins>" in text and "Nothing. It still" not in text
    then = amina.get(page(place).rstrip("/") + ".pdf")
    assert then.getvalue() == b"%PDF" and then["Content-Type"] == "application/pdf"


def test_a_note_of_after_the_application_was_not_the_applicant_s(place: Place, amina: Client) -> None:
    change(place.edition)
    note(place.edition, days_ago=5)
    assert "€2,000.00</del>" in amina.get(page(place)).content.decode()


def test_without_a_note_by_then_nothing_is_said(place: Place, amina: Client) -> None:
    Application.objects.update(submitted_at=clock.now() - timedelta(days=40))
    assert amina.get(page(place)).status_code == 404
    assert "newest information note" not in amina.get(place.application.get_absolute_url()).content.decode()


def test_it_is_the_applicant_s_alone(place: Place) -> None:
    other = cast.browser(cast.another_applicant())
    assert [other.get(page(place)).status_code, cast.browser().get(page(place)).status_code] == [404, 302]
