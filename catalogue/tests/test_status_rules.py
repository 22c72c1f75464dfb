"""Where an edition stands, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.status import Dates, Status, status, takes_applications

ACADEMY = Dates(
    starts=date(2025, 6, 30),
    ends=date(2025, 8, 1),
    applications_open=date(2025, 2, 1),
    applications_close=date(2025, 5, 23),
)
CLEARLY_IN_ORDER = (
    Status.ANNOUNCED,
    Status.OPEN,
    Status.CLOSING_SOON,
    Status.CLOSED,
    Status.RUNNING,
    Status.PAST,
)

moments = st.dates(date(2024, 1, 1), date(2027, 1, 1))
perhaps = st.none() | moments


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 31), Status.ANNOUNCED),
        (date(2025, 2, 1), Status.OPEN),
        (date(2025, 5, 8), Status.OPEN),
        (date(2025, 5, 9), Status.CLOSING_SOON),
        (date(2025, 5, 23), Status.CLOSING_SOON),
        (date(2025, 5, 24), Status.CLOSED),
        (date(2025, 6, 29), Status.CLOSED),
        (date(2025, 6, 30), Status.RUNNING),
        (date(2025, 8, 1), Status.RUNNING),
        (date(2025, 8, 2), Status.PAST),
    ],
)
def test_the_life_of_an_edition(day: date, expected: Status) -> None:
    assert status(ACADEMY, day) == expected


def test_an_edition_without_an_application_window_is_announced() -> None:
    assert status(replace(ACADEMY, applications_open=None), date(2025, 3, 1)) == Status.ANNOUNCED


def test_a_record_without_dates_is_past_and_a_self_guided_course_has_no_end() -> None:
    undated = Dates(None, None, None, None)
    assert status(replace(undated, archived=True), date(2025, 1, 1)) == Status.PAST
    assert status(replace(undated, own_pace=True), date(2025, 1, 1)) == Status.OWN_PACE


@given(moments)
def test_called_off_wins_over_everything(day: date) -> None:
    assert status(replace(ACADEMY, cancelled=True), day) == Status.CALLED_OFF


@given(moments)
def test_an_edition_never_goes_back(day: date) -> None:
    before, after = status(ACADEMY, day), status(ACADEMY, day + timedelta(days=1))
    assert CLEARLY_IN_ORDER.index(before) <= CLEARLY_IN_ORDER.index(after)


@given(perhaps, perhaps, perhaps, perhaps, st.booleans(), st.booleans(), st.booleans(), moments)
def test_one_may_apply_only_inside_the_window_and_before_the_start(
    starts: date | None,
    ends: date | None,
    opens: date | None,
    closes: date | None,
    own_pace: bool,
    archived: bool,
    cancelled: bool,
    day: date,
) -> None:
    dates = Dates(starts, ends, opens, closes, own_pace, archived, cancelled)
    if takes_applications(dates, day):
        assert opens and closes and opens <= day <= closes
        assert starts is None or day < starts
        assert not cancelled and not archived
