"""Since when something is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.owed import owed_since

MAY = date(2026, 5, 1)


def movements(*pairs: tuple[int, int]) -> list[tuple[date, Decimal]]:
    """Days of May and sums."""
    return [(MAY.replace(day=day), Decimal(amount)) for day, amount in pairs]


@pytest.mark.parametrize(
    ("moved", "since"),
    [
        ([], None),
        ([(1, 100)], 1),
        ([(1, 100), (3, -100)], None),
        ([(1, 100), (3, -40)], 1),
        ([(1, 100), (3, -100), (9, 50)], 9),
        ([(1, -100), (3, 60), (9, 50)], 9),
        ([(1, 100), (1, -100), (1, 5)], 1),
    ],
)
def test_it_is_the_day_since_when_it_is_owed_without_a_break(moved: list[tuple[int, int]], since: int | None) -> None:
    assert owed_since(movements(*moved)) == (MAY.replace(day=since) if since else None)


@given(st.lists(st.tuples(st.integers(0, 20), st.decimals(-100, 100, places=2)), max_size=8))
def test_there_is_a_day_exactly_when_something_is_owed(moved: list[tuple[int, Decimal]]) -> None:
    rows = [(MAY + timedelta(days=day), amount) for day, amount in sorted(moved)]
    assert (owed_since(rows) is not None) == (sum(amount for _day, amount in rows) > 0)
