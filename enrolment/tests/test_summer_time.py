"""The nights in which Turin changes its clocks: nothing closes, lapses or is told an hour early or late, or twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from icalendar import Calendar

from academy import clock
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.calendar import calendar_of
from enrolment.models import Application, Offer
from enrolment.operations import apply, offers
from enrolment.operations.offers import lapse_due
from enrolment.tasks import remind
from enrolment.tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("night", [date(2026, 10, 25), date(2027, 3, 28)])]
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Set the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment.astimezone(UTC))


def in_turin(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment at which the clocks in Turin show this."""
    return datetime.combine(day, time(hour, minute), tzinfo=clock.ROME)


def test_a_deadline_on_that_day_ends_at_its_midnight(night: date, at: At) -> None:
    at(in_turin(night, 12) - timedelta(days=5))
    edition = build.open_edition(closes_in=5)
    in_time, late = (build.draft(who, edition) for who in (cast.applicant(), cast.another_applicant()))
    midnight = clock.end_of_day(night)
    assert midnight.astimezone(UTC) - clock.start_of_day(night).astimezone(UTC) in (23 * HOUR, 25 * HOUR)
    at(midnight - SECOND)
    assert apply.submit(in_time, now=clock.now()).state == "submitted"
    at(midnight)
    with pytest.raises(Refused):
        apply.submit(late, now=clock.now())


def test_an_offer_made_before_it_lapses_at_midnight_after_it_and_not_an_hour_off(night: date, at: At) -> None:
    at(in_turin(night, 9) - timedelta(days=3))
    offer = build.offered(cast.applicant(), build.open_edition(answer_days=5), by=cast.reviewer())
    last = clock.civil_day(offer.answer_by - SECOND)
    assert (last - night, offer.answer_by) == (timedelta(days=2), in_turin(last + timedelta(days=1), 0))
    lapse_due(now=offer.answer_by - SECOND)
    assert Offer.objects.get().outcome == ""
    lapse_due(now=offer.answer_by)
    assert Offer.objects.get().outcome == "lapsed"
    with pytest.raises(Refused):
        offers.turn_down(offer, by=offer.application.applicant, why="", now=offer.answer_by)


def test_reminders_come_once_though_an_hour_comes_twice_or_never(night: date, at: At) -> None:
    at(in_turin(night, 12) - timedelta(days=20))
    build.draft(cast.applicant(), build.open_edition(closes_in=27))
    told = []
    for hours in range(-30, 30):
        at(in_turin(night, 0).astimezone(UTC) + hours * HOUR)
        remind()
        told.append(Letter.objects.filter(name="enrolment/remind_draft").count())
    assert sorted(told) == told
    assert set(told) == {0, 1}
    assert told.index(1) == 30  # at midnight in Turin, seven days before the deadline


def test_what_cancelling_costs_changes_at_midnight_by_days_and_not_by_hours(night: date, at: At) -> None:
    at(in_turin(night, 12) - timedelta(days=20))
    place = build.place(cast.applicant(), build.open_edition(starts_in=21), by=cast.reviewer())
    start = place.edition.starts
    assert start == night + timedelta(days=1)
    costs = {}
    for moment in (in_turin(night, 0) - SECOND, in_turin(night, 0), in_turin(night, 23, 59), clock.end_of_day(night)):
        days = clock.days_until(start, moment)
        costs[days] = facts.settlement_of(place, days).penalty
    assert set(costs) == {2, 1, 0}
    assert all(isinstance(cost, Decimal) for cost in costs.values())


def test_a_session_is_at_the_same_time_of_day_on_both_sides_in_the_feed(night: date, at: At) -> None:
    at(in_turin(night, 12) - timedelta(days=10))
    edition = build.open_edition(starts_in=1, closes_in=0)
    place = build.place(cast.applicant(), edition, by=cast.reviewer())
    for day in (night - timedelta(days=1), night + timedelta(days=1)):
        build.add_session(edition, starts_at=in_turin(day, 10), ends_at=in_turin(day, 11, 30))
    feed = Calendar.from_ical(calendar_of(place, language="en", now=clock.now()))
    days = [event.decoded("dtstart") for event in feed.walk("VEVENT")]
    begins = [day for day in days if isinstance(day, datetime)]
    shown = {moment.astimezone(clock.ROME).time() for moment in begins}
    assert shown == {time(10)}
    assert begins[1] - begins[0] in (47 * HOUR, 49 * HOUR) or begins[1].utcoffset() != begins[0].utcoffset()


def test_the_status_of_an_edition_changes_at_midnight_in_turin_all_year(night: date, at: At) -> None:
    at(in_turin(night, 12) - timedelta(days=3))
    edition = build.open_edition(closes_in=3)
    shown = []
    for hours in range(-3, 30):
        moment = in_turin(night, 0).astimezone(UTC) + hours * HOUR
        at(moment)
        shown.append(
            (facts.may_be_written(Application(edition=edition), clock.today()), moment < clock.end_of_day(night))
        )
    assert all(open_now == expected for open_now, expected in shown)
    assert {open_now for open_now, _expected in shown} == {True, False}
    assert Edition.objects.count() == 1
