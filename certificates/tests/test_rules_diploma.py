"""What counts for the diploma, against brute force over all subsets."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certificates.rules.diploma import Credit, Part, Policy, best, closes, helps, standing

POLICY = Policy()
DAYS = st.one_of(
    st.dates(date(2016, 1, 1), date(2032, 12, 31)),
    st.builds(lambda year, day: date(year, 2, 28) + timedelta(day), st.integers(2016, 2032), st.integers(-1, 2)),
)
CREDITS = st.builds(Credit, st.sampled_from(Part), st.sampled_from("abcd"), DAYS).map(
    lambda one: Credit(one.part, {"required": "academy", "capstone": "capstone"}.get(one.part, one.key), one.on)
)
SOME = st.lists(CREDITS, max_size=8)
ACADEMY = Credit(Part.REQUIRED, "academy", date(2024, 2, 29))
COURSES = [Credit(Part.FURTHER, key, date(2024 + number, 6, 1)) for number, key in enumerate("abc", start=1)]
CAPSTONE = Credit(Part.CAPSTONE, "capstone", date(2029, 2, 28))


def fits(some: tuple[Credit, ...]) -> bool:
    """Whether all of them may count together, said in another way than the rule says it."""
    if len({(one.part, one.key) for one in some}) < len(some):
        return False
    if any(sum(one.part is part for one in some) > most for part, most in zip(Part, (1, 3, 1), strict=True)):
        return False
    first, last = min(one.on for one in some), max(one.on for one in some)
    day = (first.month, first.day) if (first.month, first.day) != (2, 29) else (2, 28)
    return (last.year - first.year, last.month, last.day) <= (5, *day)


def brute(earned: list[Credit], today: date) -> tuple[int, date] | None:
    """How much counts and the first day, by trying every subset."""
    found = []
    for size in range(1, len(earned) + 1):
        for some in combinations(earned, size):
            first = min(one.on for one in some)
            if fits(some) and (size == 5 or closes(first, 5) >= today):
                found.append((size, first))
    return max(found, default=None)


@given(SOME, DAYS)
@example([ACADEMY, *COURSES, CAPSTONE], date(2031, 1, 1))
def test_the_best_window_is_the_best_of_all_subsets(earned: list[Credit], today: date) -> None:
    window = best(earned, today, POLICY)
    assert (window and (len(window.counts), window.opens)) == brute(earned, today)


@given(SOME, CREDITS, DAYS)
def test_more_never_takes_anything_away(earned: list[Credit], one: Credit, today: date) -> None:
    before, after = standing(earned, today, POLICY), standing([*earned, one], today, POLICY)
    assert after.done >= before.done
    assert after.complete or not before.complete


@given(SOME, DAYS, st.integers(0, 4000))
def test_what_is_complete_stays_complete(earned: list[Credit], today: date, days: int) -> None:
    later = standing(earned, today + timedelta(days), POLICY)
    assert later.complete or not standing(earned, today, POLICY).complete


@given(SOME, DAYS)
def test_what_counts_lies_in_the_window_and_what_is_missing_is_the_rest(earned: list[Credit], today: date) -> None:
    found = standing(earned, today, POLICY)
    assert found.done + sum(number for _part, number in found.missing) == POLICY.whole
    if found.window:
        assert found.window.counts[0].on == found.window.opens
        assert all(found.window.opens <= one.on <= found.window.closes for one in found.window.counts)


@pytest.mark.parametrize(
    ("opens", "last"),
    [
        (date(2021, 3, 10), date(2026, 3, 10)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2023, 2, 28), date(2028, 2, 28)),
        (date(2023, 12, 31), date(2028, 12, 31)),
    ],
)
def test_five_years_end_on_the_same_day(opens: date, last: date) -> None:
    assert closes(opens, 5) == last


def test_a_period_of_four_years_from_a_leap_day_ends_on_one() -> None:
    assert closes(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(("day", "complete"), [(28, True), (29, False)])
def test_the_last_day_counts_and_the_next_does_not(day: int, complete: bool) -> None:
    capstone = Credit(Part.CAPSTONE, "capstone", date(2029, 2, 1) + timedelta(day - 1))
    assert standing([ACADEMY, *COURSES, capstone], date(2029, 3, 2), POLICY).complete is complete


def test_a_course_taken_twice_counts_once_and_four_courses_count_as_three() -> None:
    again = [Credit(Part.FURTHER, "a", date(2025, 9, 1)), Credit(Part.FURTHER, "d", date(2027, 9, 1))]
    found = standing([ACADEMY, *COURSES, *again], date(2028, 1, 1), POLICY)
    assert found.missing == ((Part.CAPSTONE, 1),)
    assert [one.key for one in found.left_out] == ["d"]


def test_an_offer_helps_when_it_fills_a_gap_on_its_day() -> None:
    have = [ACADEMY, COURSES[0]]
    assert helps(have, Credit(Part.FURTHER, "b", date(2028, 1, 1)), POLICY)
    assert not helps(have, Credit(Part.FURTHER, "a", date(2028, 1, 1)), POLICY)
    assert not helps(have, Credit(Part.REQUIRED, "academy", date(2028, 1, 1)), POLICY)
    assert helps(have, Credit(Part.REQUIRED, "academy", date(2029, 6, 1)), POLICY)
