"""Who came, as the desk notes it, as reports say it, and as participants show with the code of the room."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock, wording
from academy.accounts.models import User
from academy.errors import Refused
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Attendance, Place, Source
from enrolment.operations import attendance, record
from enrolment.tests import build
from enrolment.views.attendance import MOST_TRIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(electives=0)


@pytest.fixture
def place(edition: Edition, rosa: User) -> Place:
    return build.place(cast.applicant(), edition, by=rosa)


def done(place: Place) -> dict[str, int]:
    """What is done of what the place asks, read anew."""
    return {line.kind: line.done for line in facts.completion_of(Place.objects.get(pk=place.pk)).lines}


def grid(edition: Edition) -> str:
    return reverse("admin:enrolment_place_attendance", args=[edition.pk])


def test_ticking_and_unticking_leaves_a_row_each_and_the_newest_counts(place: Place, rosa: User) -> None:
    webinar, desk = build.add_session(place.edition), cast.browser(rosa)
    ticked = {f"shown-{place.pk}": "", f"came-{place.pk}": [webinar.pk]}
    desk.post(grid(place.edition), ticked)
    assert done(place)["webinars"] == 1
    desk.post(grid(place.edition), {f"shown-{place.pk}": str(webinar.pk)})
    assert done(place)["webinars"] == 0
    rows = Attendance.objects.values_list("present", "source", "by")
    assert list(rows) == [(True, "list", rosa.pk), (False, "list", rosa.pk)]


def test_a_participant_who_entered_the_code_meanwhile_stays_present(place: Place, rosa: User) -> None:
    webinar = build.add_session(place.edition)
    code = attendance.show_code(webinar, by=rosa, now=clock.now())
    attendance.enter_code(place, code.digits, by=place.participant, now=clock.now())
    cast.browser(rosa).post(grid(place.edition), {f"shown-{place.pk}": ""})
    assert done(place)["webinars"] == 1


def test_nobody_came_to_what_has_not_begun_or_is_not_theirs(place: Place, rosa: User) -> None:
    later = build.add_session(place.edition, begins_in=60)
    foreign = build.add_session(build.open_edition(code="A9900002"))
    for session in (later, foreign):
        with pytest.raises(Refused):
            attendance.mark([(place, session, True)], source=Source.LIST, by=rosa, now=clock.now())
    assert not Attendance.objects.exists()


def test_rows_are_never_changed(place: Place, rosa: User) -> None:
    webinar = build.add_session(place.edition)
    attendance.mark([(place, webinar, True)], source=Source.LIST, by=rosa, now=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(present=False)


def test_a_number_below_what_attendance_comes_to_is_refused(place: Place, rosa: User) -> None:
    webinar = build.add_session(place.edition)
    attendance.mark([(place, webinar, True)], source=Source.LIST, by=rosa, now=clock.now())
    with pytest.raises(Refused, match="come to 1"):
        record.record(place, "webinars", 0, by=rosa, now=clock.now())
    record.record(place, "webinars", 3, by=rosa, now=clock.now())
    assert done(place)["webinars"] == 3


def entered(browser: Client, place: Place, digits: str) -> str:
    answer = browser.post(reverse("enrolment:code", args=[place.pk]), {"digits": digits}, follow=True)
    return answer.content.decode()


def test_the_code_of_the_room_notes_who_is_there_until_it_ends(place: Place, rosa: User) -> None:
    cache.clear()
    webinar, now, mine = build.add_session(place.edition), clock.now(), cast.browser(place.participant)
    former = attendance.show_code(webinar, by=rosa, now=now - timedelta(minutes=11))
    assert "does not count now" in entered(mine, place, former.digits)
    shown = attendance.show_code(webinar, by=rosa, now=now)
    assert shown.digits in cast.browser(rosa).get(reverse("admin:enrolment_place_code", args=[webinar.pk])).text
    assert "Noted: you are at" in entered(mine, place, f"{shown.digits[:3]} {shown.digits[3:]}")
    assert entered(mine, place, shown.digits)
    assert list(Attendance.objects.values_list("source", "by")) == [("code", place.participant.pk)]
    assert "You were there" in mine.get(place.get_absolute_url()).text


def test_guessing_a_code_ends_after_some_tries(place: Place, rosa: User) -> None:
    cache.clear()
    code = attendance.show_code(build.add_session(place.edition), by=rosa, now=clock.now())
    mine = cast.browser(place.participant)
    for _try in range(MOST_TRIES):
        entered(mine, place, "x")
    assert "too many tries" in entered(mine, place, code.digits)
    assert not Attendance.objects.exists()


def test_another_participant_cannot_enter_a_code_for_this_place(place: Place, rosa: User) -> None:
    code = attendance.show_code(build.add_session(place.edition), by=rosa, now=clock.now())
    bruno = cast.browser(cast.another_applicant())
    assert bruno.post(reverse("enrolment:code", args=[place.pk]), {"digits": code.digits}).status_code == 404


REPORT = """Last name,Email address,Webinar 1,Quiz: Week 1 (Real)
Diallo,AMINA@example.org,P (2/2),72
Nobody,stranger@example.org,P (2/2),90
"""


def test_a_report_is_shown_before_it_is_recorded_and_recorded_once(place: Place, rosa: User) -> None:
    webinar, desk = build.add_session(place.edition), cast.browser(rosa)
    place.edition.requirements.create(kind="assessments", amount=1, position=9)
    address = reverse("admin:enrolment_place_report", args=[place.edition_id])
    first = desk.post(address, {"file": SimpleUploadedFile("report.csv", REPORT.encode())})
    trials = first.context["trials"]
    assert [trial.place for trial in trials] == [place, None]
    assert trials[0].came == [(place, webinar, True)]
    assert not Attendance.objects.exists()
    chosen: dict[str, Any] = {"text": REPORT, "least_grade": "60", "column-1": webinar.pk, "column-2": "assessment"}
    for _twice in range(2):
        assert desk.post(address, chosen | {"record": "yes"}).status_code == 302
    assert (Attendance.objects.count(), place.results.count()) == (1, 1)
    assert facts.counted(Place.objects.get(pk=place.pk)) | {"hours": 1} == {
        "webinars": 1,
        "electives": 0,
        "hours": 1,
        "assessments": 1,
        "group-work": 0,
        "final-assignment": 0,
    }


def test_a_file_without_addresses_is_answered_in_a_sentence(place: Place, rosa: User) -> None:
    address = reverse("admin:enrolment_place_report", args=[place.edition_id])
    answer = cast.browser(rosa).post(address, {"file": SimpleUploadedFile("r.csv", b"a,b\n1,2\n")}, follow=True)
    assert "no column of e-mail addresses" in answer.text


def test_the_grid_asks_no_more_often_for_more_participants(
    edition: Edition, rosa: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        build.place(cast.applicant(f"p{number}@example.org", f"P {number}"), edition, by=rosa)
        build.add_session(edition, "plenary")
    desk = cast.browser(rosa)
    desk.get(grid(edition))
    with django_assert_num_queries(17):
        desk.get(grid(edition))


def test_the_online_address_is_shown_to_participants_only(place: Place) -> None:
    build.add_session(place.edition)
    assert "meet.example.org" in cast.browser(place.participant).get(place.get_absolute_url()).text
    assert "meet.example.org" not in Client().get(place.edition.get_absolute_url()).text


def test_a_participant_reads_what_is_missing_and_by_when(place: Place, rosa: User) -> None:
    place.edition.requirements.all().delete()
    first = build.add_session(place.edition, title="Webinar 1")
    missed = build.add_session(place.edition, title="Webinar 2", begins_in=-60 * 50)
    last = build.add_session(place.edition, title="Webinar 3", begins_in=60 * 50)
    build.add_session(place.edition, "plenary", title="Plenary 1", begins_in=-60 * 50)
    needs = [{"kind": kind, "amount": amount, "unit": "number"} for kind, amount in (("webinars", 2), ("plenaries", 1))]
    place.terms["requirements"] = needs
    place.save()
    attendance.mark([(place, first, True)], source=Source.LIST, by=rosa, now=clock.now())
    day = wording.day(last.starts_at)
    because = f"Not yet: 1 of 2. Next: “{last.title}”, {day}; the last chance is {day}."
    for browser, page in (
        (cast.browser(place.participant), place.get_absolute_url()),
        (cast.browser(rosa), reverse("admin:enrolment_place_change", args=[place.pk])),
    ):
        text = browser.get(page).text
        assert because in text
        assert "Not yet: 1 missing, 0 still to come." in text
    assert (
        f"{missed.title}, {wording.day(missed.starts_at)}"
        in cast.browser(place.participant).get(place.get_absolute_url()).text
    )
