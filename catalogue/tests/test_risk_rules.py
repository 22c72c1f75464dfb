"""Which editions too few people take part in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.risk import still_needed

CLOSES, STARTS = date(2031, 5, 30), date(2031, 6, 30)


@pytest.mark.parametrize(
    ("today", "needed"),
    [
        (date(2031, 5, 8), 0),
        (date(2031, 5, 9), 3),
        (CLOSES, 3),
        (date(2031, 6, 29), 3),
        (STARTS, 0),
    ],
)
def test_an_edition_is_watched_from_three_weeks_before_its_deadline_until_it_begins(today: date, needed: int) -> None:
    assert still_needed(12, 9, closes=CLOSES, starts=STARTS, today=today) == needed


def test_without_a_deadline_the_first_day_counts() -> None:
    assert still_needed(12, 9, closes=None, starts=STARTS, today=date(2031, 6, 9)) == 3
    assert still_needed(12, 9, closes=None, starts=STARTS, today=date(2031, 6, 8)) == 0


def test_without_a_minimum_or_any_day_nothing_is_needed() -> None:
    assert still_needed(None, 0, closes=CLOSES, starts=STARTS, today=CLOSES) == 0
    assert still_needed(12, 0, closes=None, starts=None, today=CLOSES) == 0


@given(st.integers(0, 40), st.integers(0, 40), st.integers(-60, 60))
def test_enough_places_are_never_a_risk(minimum: int, taken: int, days: int) -> None:
    needed = still_needed(minimum, taken, closes=CLOSES, starts=STARTS, today=CLOSES + timedelta(days=days))
    assert needed in (0, max(minimum - taken, 0))
