"""When a reminder is out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.reminders import falls_due

CLOSES = date(2026, 5, 23)
days = st.integers(-60, 60).map(lambda number: CLOSES + timedelta(days=number))
steps = st.lists(st.integers(0, 30), unique=True, max_size=4)


@pytest.mark.parametrize(
    ("today", "since", "expected"),
    [
        ("2026-05-15", "2026-05-01", None),
        ("2026-05-16", "2026-05-01", 7),
        ("2026-05-20", "2026-05-01", 7),
        ("2026-05-21", "2026-05-01", 2),
        ("2026-05-23", "2026-05-01", 2),
        ("2026-05-24", "2026-05-01", None),
        ("2026-05-17", "2026-05-16", None),
        ("2026-05-21", "2026-05-17", 2),
        ("2026-05-22", "2026-05-21", None),
    ],
)
def test_the_examples_of_the_rule(today: str, since: str, expected: int | None) -> None:
    found = falls_due(CLOSES, (7, 2), since=date.fromisoformat(since), today=date.fromisoformat(today))
    assert found == expected


@given(steps, days, days)
def test_a_reminder_is_one_of_those_asked_for_and_its_day_has_come(
    days_before: list[int], since: date, today: date
) -> None:
    found = falls_due(CLOSES, days_before, since=since, today=today)
    if found is not None:
        assert found in days_before
        assert since < CLOSES - timedelta(days=found) <= today <= CLOSES


@given(steps, days)
def test_day_by_day_each_reminder_comes_once_the_last_one_nearest_to_the_day(
    days_before: list[int], since: date
) -> None:
    every_day = [CLOSES + timedelta(days=number) for number in range(-60, 61)]
    out = [falls_due(CLOSES, days_before, since=since, today=today) for today in every_day]
    told = [found for found in out if found is not None]
    assert told == sorted(told, reverse=True)
    assert set(told) == {number for number in days_before if CLOSES - timedelta(days=number) > since}
