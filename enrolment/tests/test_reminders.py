"""What the clock writes before a deadline: to whom it matters, in time, once."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application, Reminder
from enrolment.operations import apply, reminders
from enrolment.tasks import remind
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def drafted(
    closes_in: int, begun_days_ago: int = 20, email: str = "amina@example.org", **answers: object
) -> Application:
    """A draft of some days ago; applications close in ``closes_in`` days."""
    edition = Edition.objects.first() or build.open_edition(closes_in=closes_in)
    application = build.draft(cast.applicant(email), edition, **answers)
    Application.objects.update(started_at=clock.now() - timedelta(days=begun_days_ago))
    return application


def names() -> list[str]:
    """The letters that were written, oldest first."""
    return list(Letter.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(("closes_in", "number"), [(8, 0), (7, 1), (5, 1), (0, 1)])
def test_a_draft_is_reminded_of_in_time_and_once(closes_in: int, number: int) -> None:
    drafted(closes_in)
    for _sweep in range(3):
        remind()
    assert names() == ["enrolment/remind_draft"] * number


def test_the_second_reminder_comes_two_days_before() -> None:
    drafted(7)
    remind()
    for days in (6, 3, 2, 1):
        reminders.drafts(now=clock.now() + timedelta(days=7 - days))
    assert names() == ["enrolment/remind_draft"] * 2
    assert list(Reminder.objects.order_by("pk").values_list("days", flat=True)) == [7, 2]


def test_the_letter_says_what_is_missing_and_by_when() -> None:
    application = drafted(5, motivation="")
    remind()
    letter = Letter.objects.get()
    assert letter.about == f"application:{application.pk}"
    for words in ("- Why you want to take part", "A draft does not count", application.get_absolute_url()):
        assert words in letter.text
    assert "<li>Why you want to take part</li>" in letter.html


def test_the_letter_says_that_nothing_is_missing() -> None:
    drafted(5)
    remind()
    assert "it only has to be sent" in Letter.objects.get().text


def test_who_has_sent_or_withdrawn_and_who_is_too_late_hears_nothing() -> None:
    now = clock.now()
    apply.submit(drafted(5, email="sent@example.org"), now=now)
    gone = drafted(5, email="gone@example.org")
    apply.withdraw(gone, by=gone.applicant, why="", now=now)
    Letter.objects.all().delete()
    remind()
    drafted(5, email="late@example.org")
    reminders.drafts(now=now + timedelta(days=6))
    assert names() == []


def test_who_began_after_the_day_of_a_reminder_is_not_reminded_of_it() -> None:
    drafted(5, begun_days_ago=1)
    remind()
    assert names() == []


def test_a_deadline_that_is_put_off_is_reminded_of_again() -> None:
    application = drafted(2)
    remind()
    Edition.objects.filter(pk=application.edition_id).update(applications_close=clock.today() + timedelta(days=7))
    remind()
    assert names() == ["enrolment/remind_draft"] * 2


def test_a_missing_letter_is_asked_for_two_weeks_before_the_deadline() -> None:
    drafted(14, financing="sponsor", email="paid@example.org")
    without = drafted(14, email="waiting@example.org")
    apply.save(without, {"financing": "sponsor"}, now=clock.now())
    remind()
    remind()
    assert names() == ["enrolment/remind_letter"]
    assert Letter.objects.get().to == "waiting@example.org"


def test_looking_for_reminders_costs_the_same_however_many_were_written(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        drafted(5, email=f"person{number}@example.org")
    remind()
    with django_assert_num_queries(26):
        remind()
