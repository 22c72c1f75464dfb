"""The cancellation policy, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.cancellation import Policy, Tier, last_day_for_alternatives, notices, spans, tier_for

OPEN_COURSES = Policy((Tier(14, 0), Tier(8, 50), Tier(None, 100)))
START = date(2025, 6, 30)

days = st.integers(-400, 400)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Policies that cover every day, with tiers in any order."""
    limits = draw(st.sets(st.integers(-30, 120), max_size=5))
    percents = st.integers(0, 100)
    tiers = [Tier(limit, draw(percents)) for limit in limits] + [Tier(None, draw(percents))]
    return Policy(tuple(draw(st.permutations(tiers))))


@pytest.mark.parametrize(("days_before", "percent"), [(14, 0), (13, 50), (8, 50), (7, 100), (0, 100), (-3, 100)])
def test_the_worked_examples_of_the_policy(days_before: int, percent: int) -> None:
    assert tier_for(OPEN_COURSES, days_before).penalty_percent == percent


def test_the_policy_as_dates() -> None:
    assert [(span.since, span.until, span.penalty_percent) for span in spans(OPEN_COURSES, START)] == [
        (None, date(2025, 6, 16), 0),
        (date(2025, 6, 17), date(2025, 6, 22), 50),
        (date(2025, 6, 23), None, 100),
    ]


def test_the_policy_as_days_before_a_start_that_is_not_known() -> None:
    found = [(notice.most, notice.least, notice.penalty_percent) for notice in notices(OPEN_COURSES)]
    assert found == [(None, 14, 0), (13, 8, 50), (7, None, 100)]


def test_a_substitute_may_be_named_until_fourteen_days_before() -> None:
    assert last_day_for_alternatives(OPEN_COURSES, START) == date(2025, 6, 16)


def test_a_day_that_no_tier_covers_costs_nothing() -> None:
    assert tier_for(Policy((Tier(14, 25),)), 3) == Tier(None, 0)


@given(policies(), st.dates(date(2000, 1, 1), date(2100, 1, 1)), days)
def test_every_day_lies_in_exactly_one_span_which_agrees_with_its_tier(
    policy: Policy, start: date, days_before: int
) -> None:
    day = start - timedelta(days=days_before)
    covering = [
        span
        for span in spans(policy, start)
        if (span.since is None or span.since <= day) and (span.until is None or day <= span.until)
    ]
    assert [span.penalty_percent for span in covering] == [tier_for(policy, days_before).penalty_percent]


@given(st.integers(-400, 399))
def test_a_later_notice_never_costs_less(days_before: int) -> None:
    earlier, later = tier_for(OPEN_COURSES, days_before + 1), tier_for(OPEN_COURSES, days_before)
    assert later.penalty_percent >= earlier.penalty_percent
