"""The Centre's calendar: days in Turin, whoever asks from wherever, also when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy import clock

TOKYO, LOS_ANGELES = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # summer time begins and ends in Italy

civil_days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
moments = st.datetimes(datetime(2000, 1, 2), datetime(2060, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from([TOKYO, LOS_ANGELES, clock.ROME, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Apia")])


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-01T21:59:59+00:00", date(2026, 7, 1)),
        ("2026-07-01T22:00:00+00:00", date(2026, 7, 2)),
        ("2026-01-01T22:59:59+00:00", date(2026, 1, 1)),
        ("2026-01-01T23:00:00+00:00", date(2026, 1, 2)),
        ("2026-03-28T23:00:00+00:00", SPRING),
        ("2026-03-29T21:59:59+00:00", SPRING),
        ("2026-03-29T22:00:00+00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00+00:00", AUTUMN),
        ("2026-10-25T22:59:59+00:00", AUTUMN),
        ("2026-10-25T23:00:00+00:00", date(2026, 10, 26)),
    ],
)
def test_the_day_in_turin(moment: str, day: date) -> None:
    assert clock.civil_day(datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize(
    ("deadline", "zone", "still_open", "closed"),
    [
        (date(2025, 5, 23), TOKYO, "2025-05-24T06:59:59", "2025-05-24T07:00:00"),
        (date(2025, 5, 23), LOS_ANGELES, "2025-05-23T14:59:59", "2025-05-23T15:00:00"),
        (date(2025, 1, 31), TOKYO, "2025-02-01T07:59:59", "2025-02-01T08:00:00"),
        # between the two changes, Los Angeles has changed its clocks and Turin has not
        (date(2025, 3, 20), LOS_ANGELES, "2025-03-20T15:59:59", "2025-03-20T16:00:00"),
        (SPRING, TOKYO, "2026-03-30T06:59:59", "2026-03-30T07:00:00"),
        (AUTUMN, LOS_ANGELES, "2026-10-25T15:59:59", "2026-10-25T16:00:00"),
    ],
)
def test_a_deadline_is_midnight_in_turin_wherever_one_applies(
    deadline: date, zone: ZoneInfo, still_open: str, closed: str
) -> None:
    last, first = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (still_open, closed))
    assert last < clock.end_of_day(deadline)
    assert first == clock.end_of_day(deadline)
    assert (clock.civil_day(last), clock.civil_day(first)) == (deadline, deadline + timedelta(days=1))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)])
def test_a_day_is_as_long_as_it_is_in_turin(day: date, hours: int) -> None:
    begin, end = (clock.end_of_day(each).astimezone(UTC) for each in (day - timedelta(days=1), day))
    assert end - begin == timedelta(hours=hours)


@given(civil_days)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    end = clock.end_of_day(day).astimezone(UTC)
    assert clock.civil_day(end - timedelta(microseconds=1)) == day
    assert clock.civil_day(end) == day + timedelta(days=1)


@given(moments, zones)
def test_the_same_moment_is_the_same_day_whoever_writes_it_down(moment: datetime, zone: ZoneInfo) -> None:
    assert clock.civil_day(moment) == clock.civil_day(moment.astimezone(zone))


@given(civil_days, moments)
def test_days_are_counted_by_the_calendar_and_not_in_hours(day: date, moment: datetime) -> None:
    assert clock.civil_day(moment) + timedelta(days=clock.days_until(day, moment)) == day


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-03-15T23:59:00+01:00", 14),
        ("2026-03-16T00:00:00+01:00", 13),
        ("2026-03-28T23:59:00+01:00", 1),
        ("2026-03-29T23:59:00+02:00", 0),
        ("2026-03-30T00:00:00+02:00", -1),
    ],
)
def test_a_notice_is_counted_in_days_across_a_change_of_the_clocks(moment: str, days: int) -> None:
    assert clock.days_until(SPRING, datetime.fromisoformat(moment)) == days


def test_now_is_aware_and_today_is_its_day() -> None:
    before, today, after = clock.now(), clock.today(), clock.now()
    assert before.tzinfo is not None
    assert clock.civil_day(before) <= today <= clock.civil_day(after)
