"""Until when a final assignment is taken, and what its marks come to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.assignment import (
    Policy,
    after_lateness,
    counted,
    days_late,
    due_on,
    is_passed,
    is_taken,
    mark,
    may_try_again,
    settled,
)

DUE = date(2026, 8, 1)
POLICY = Policy(DUE, late_days=2, late_points=5)
STATES = ("draft", "handed-in", "apart", "passed", "failed")
marks = st.decimals(0, 100, places=2)
several = st.lists(marks, min_size=2, max_size=3)


def days(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.mark.parametrize(
    ("extended", "failed_on", "found"),
    [
        (None, None, 0),
        (days(4), None, 4),
        (days(-4), None, 0),
        (None, days(10), 24),
        (days(30), days(10), 30),
        (days(20), days(10), 24),
    ],
)
def test_the_last_day(extended: date | None, failed_on: date | None, found: int) -> None:
    assert due_on(POLICY, extended, failed_on) == days(found)


@pytest.mark.parametrize(
    ("on", "late", "taken"), [(-1, 0, True), (0, 0, True), (1, 1, True), (2, 2, True), (3, 3, False)]
)
def test_what_is_late_is_taken_for_so_many_days(on: int, late: int, taken: bool) -> None:
    assert (days_late(DUE, days(on)), is_taken(POLICY, DUE, days(on))) == (late, taken)


def test_a_mark_is_the_weighted_mean_of_scores_out_of_a_hundred() -> None:
    assert mark({"a": 4, "b": 1}, {"a": 2, "b": 1}) == Decimal("60.00")
    assert mark({"a": 5, "b": 5}, {"a": 2, "b": 1}) == Decimal("100.00")


@pytest.mark.parametrize(
    ("given_marks", "agreed", "found"),
    [
        ([], None, None),
        ([60], None, None),
        ([60, 70], None, "65.00"),
        ([60, 80], None, "70.00"),
        ([60, 81], None, None),
        ([40, 80], "60", "60"),
        ([40, 80, 70], None, "70"),
        ([40, 80, 20], None, "40"),
    ],
)
def test_marks_worked_by_hand(given_marks: list[int], agreed: str | None, found: str | None) -> None:
    result = settled([Decimal(one) for one in given_marks], Decimal(agreed) if agreed else None, POLICY)
    assert result == (Decimal(found) if found else None)


@given(several, st.integers(0, 9))
def test_a_result_lies_between_the_marks_and_lateness_only_lowers_it(given_marks: list[Decimal], late: int) -> None:
    found = settled(given_marks, None, POLICY)
    if found is None:
        assert len(given_marks) == 2
        return
    assert min(given_marks) - Decimal("0.01") <= found <= max(given_marks) + Decimal("0.01")
    assert 0 <= after_lateness(found, late, POLICY) <= found


@given(several)
def test_who_marks_first_makes_no_difference(given_marks: list[Decimal]) -> None:
    assert settled(given_marks, None, POLICY) == settled(given_marks[::-1], None, POLICY)


@given(several, marks)
def test_a_better_mark_never_fails_anybody(given_marks: list[Decimal], better: Decimal) -> None:
    before = settled(given_marks, None, POLICY)
    after = settled([max(given_marks[0], better), *given_marks[1:]], None, POLICY)
    if before is not None and after is not None:
        assert is_passed(after, POLICY) >= is_passed(before, POLICY)


@given(st.lists(st.sampled_from(STATES), max_size=2), st.sampled_from(STATES), st.booleans())
def test_another_attempt_never_takes_away_what_counts(states: list[str], more: str, passed_only: bool) -> None:
    assert counted([*states, more], passed_only=passed_only) >= counted(states, passed_only=passed_only)


@given(st.lists(st.sampled_from(STATES), max_size=2))
def test_whatever_is_passed_was_handed_in(states: list[str]) -> None:
    assert counted(states, passed_only=False) >= counted(states, passed_only=True)


def test_there_is_one_more_attempt_unless_the_edition_gives_no_days_for_it() -> None:
    assert may_try_again(POLICY, 1)
    assert not may_try_again(POLICY, 2)
    assert not may_try_again(Policy(DUE, resubmit_days=0), 1)
