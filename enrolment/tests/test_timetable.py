"""A participant's own timetable, as a page and as a calendar at a secret address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.testing import cast
from enrolment.models import Place
from enrolment.operations import cancel, teams, timetable
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    edition = build.open_edition(electives=4)
    given = build.place(cast.applicant(), edition, by=cast.reviewer())
    taken, other = given.electives.first(), edition.electives.exclude(taken_in=given).first()
    assert taken
    build.add_session(edition, title="Opening webinar", begins_in=60 * 24)
    build.add_session(edition, "elective", elective=taken, title="Mine", begins_in=60 * 48, interpreted=True)
    build.add_session(edition, "elective", elective=other, title="Somebody else’s", begins_in=60 * 48)
    build.add_session(edition, "plenary", title="Was yesterday", begins_in=-60 * 24, place="Room A", online_address="")
    return given


def page_of(place: Place) -> str:
    return reverse("enrolment:timetable", args=[place.pk])


def calendar(place: Place) -> Calendar:
    answer = Client().get(timetable.address_of(place))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    return Calendar.from_ical(answer.content)


def test_the_page_has_the_sessions_of_everybody_and_of_ones_own_electives(place: Place) -> None:
    text = cast.browser(place.participant).get(page_of(place)).text
    assert text.index("Was yesterday") < text.index("Opening webinar") < text.index("Mine")
    assert "Somebody else’s" not in text
    assert timetable.address_of(place) in text
    assert page_of(place) in cast.browser(place.participant).get(place.get_absolute_url()).text


def test_the_calendar_has_the_same_sessions_in_turins_time(place: Place) -> None:
    found = calendar(place)
    assert [str(event["summary"]) for event in found.events] == ["Was yesterday", "Opening webinar", "Mine"]
    for event, session in zip(found.events, place.edition.sessions.exclude(title="Somebody else’s"), strict=True):
        assert event.start == session.starts_at
        assert event["dtstart"].params["TZID"] == "Europe/Rome"
    assert [str(zone["tzid"]) for zone in found.timezones] == ["Europe/Rome"]
    yesterday, webinar, mine = found.events
    assert (str(yesterday["location"]), str(webinar["location"])) == ("Room A", "https://meet.example.org/room")
    assert "with interpretation" in str(mine["description"])
    assert "meet.example.org" not in str(yesterday["description"])


def test_the_calendar_speaks_the_participants_language(place: Place) -> None:
    place.participant.language = "fr"
    place.participant.save()
    assert "anglais" in str(calendar(place).events[0]["description"])


def test_a_new_address_ends_the_former_one(place: Place) -> None:
    former = timetable.address_of(place)
    assert former == timetable.address_of(place)
    answer = cast.browser(place.participant).post(reverse("enrolment:timetable_renew", args=[place.pk]))
    assert answer["Location"] == page_of(place)
    assert Client().get(former).status_code == 404
    assert calendar(place).events


def test_the_address_ends_with_the_place_and_with_who_has_it(place: Place) -> None:
    address = timetable.address_of(place)
    Place.objects.filter(pk=place.pk).update(participant=cast.another_applicant())
    assert Client().get(address).status_code == 404
    Place.objects.filter(pk=place.pk).update(participant=place.participant)
    assert Client().get(address).status_code == 200
    cancel.cancel(place, by=place.participant, why="", seen=None, now=clock.now())
    assert Client().get(address).status_code == 404
    assert cast.browser(place.participant).get(page_of(place))["Location"] == place.get_absolute_url()


@pytest.mark.parametrize("token", ["x", "WzEsMSwwXQ:x", "WzEsMSwwXQ"])
def test_a_guessed_address_shows_nothing(place: Place, token: str) -> None:
    assert Client().get(reverse("timetable_feed", args=[token])).status_code == 404


def test_nobody_else_renews_it(place: Place) -> None:
    other = cast.browser(cast.another_applicant())
    assert other.post(reverse("enrolment:timetable_renew", args=[place.pk])).status_code == 404
    assert not place.feed_renewals.exists()


def test_it_asks_no_more_often_for_more_sessions(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mine = cast.browser(place.participant)
    for number in range(5):
        build.add_session(place.edition, title=f"Later {number}", begins_in=60 * 72)
    mine.get(page_of(place))
    with django_assert_num_queries(7):
        mine.get(page_of(place))
    with django_assert_num_queries(5):
        Client().get(timetable.address_of(place))


def test_a_session_over_the_change_of_clocks_keeps_its_hour(place: Place) -> None:
    session = build.add_session(place.edition, title="Far", begins_in=60 * 24 * 200)
    event = next(event for event in calendar(place).events if str(event["summary"]) == "Far")
    assert event.end - event.start == timedelta(minutes=session.minutes)
    assert event.start == session.starts_at


def test_the_calendar_has_the_last_days_of_what_is_to_be_handed_in(place: Place) -> None:
    due = build.add_assignment(place.edition).due
    build.add_group_work(place.edition)
    assert [event.start for event in calendar(place).events if "assignment" in str(event["uid"])] == [due]
    assert not [event for event in calendar(place).events if "team" in str(event["uid"])]
    teams.propose(place.edition, seed=1)
    teams.tell_all(place.edition, now=clock.now())
    assert [str(event["summary"]) for event in calendar(place).events][-1] == "Group work: last day to hand it in"
