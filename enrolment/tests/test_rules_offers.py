"""How long an offer stands, and the order of a reserve list."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.offers import last_day, reminder_day
from enrolment.rules.reserve import Waiting, in_order, is_over

MADE = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def test_an_offer_stands_for_the_days_of_the_edition_and_ends_before_its_start() -> None:
    assert last_day(MADE, 7, None) == date(2026, 3, 8)
    assert last_day(MADE, 7, date(2026, 3, 6)) == date(2026, 3, 5)
    assert last_day(MADE, 7, date(2026, 3, 1)) == MADE


@given(st.dates(), st.integers(1, 365), st.none() | st.dates(date(2, 1, 1)))
def test_there_is_always_a_day_to_answer(made: date, days: int, starts: date | None) -> None:
    made = min(made, date(9990, 1, 1))
    last = last_day(made, days, starts)
    assert made <= last <= made + timedelta(days=days)
    day = reminder_day(made, last)
    assert day is None or made < day < last


def test_a_short_offer_needs_no_reminder() -> None:
    assert reminder_day(MADE, date(2026, 3, 3)) is None
    assert reminder_day(MADE, date(2026, 3, 8)) == date(2026, 3, 6)


def waiting(key: int, rank: int | None = None, score: str | None = None, hours: int = 0) -> Waiting:
    return Waiting(key, rank, Decimal(score) if score else None, MOMENT + timedelta(hours=hours))


def test_the_list_is_ordered_by_rank_then_score_then_moment() -> None:
    rows = [
        waiting(1),
        waiting(2, score="3.5"),
        waiting(3, score="4.0", hours=9),
        waiting(4, rank=2),
        waiting(5, rank=1),
    ]
    assert [one.key for one in in_order([*rows, waiting(6, score="4.0")])] == [5, 4, 6, 3, 2, 1]


def test_a_list_is_over_on_the_first_day_and_when_the_edition_was_called_off() -> None:
    assert is_over(MADE, MADE, called_off=False)
    assert not is_over(MADE, MADE - timedelta(days=1), called_off=False)
    assert not is_over(None, MADE, called_off=False)
    assert is_over(None, MADE, called_off=True)
