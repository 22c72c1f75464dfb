"""What a sponsor promises, and whether it can still answer."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.sponsors import Asked, Pledge, Share, Standing, covers, promised, standing

PRICE = Decimal("2720.00")
NOW = datetime(2026, 5, 1, tzinfo=UTC)
sums = st.decimals(min_value=0, max_value=5000, places=2)


@given(typed=sums, price=st.none() | sums)
def test_a_part_lies_between_nothing_and_the_price(typed: Decimal, price: Decimal | None) -> None:
    pledge = promised(Share.PART, typed, price)
    assert (pledge is not None) == (typed > 0 and (price is None or typed < price))


@given(share=st.sampled_from([Share.NONE, Share.REFUSED]), typed=st.none() | sums)
def test_who_pays_nothing_promises_nothing_whatever_was_typed(share: Share, typed: Decimal | None) -> None:
    assert promised(share, typed, PRICE) == Pledge(share, Decimal(0))


def test_all_is_the_price_whatever_was_typed() -> None:
    assert promised(Share.ALL, Decimal(5), PRICE) == Pledge(Share.ALL, PRICE)


@pytest.mark.parametrize(
    ("pledge", "price", "covered"),
    [
        (None, PRICE, False),
        (Pledge(Share.ALL, PRICE), PRICE, True),
        (Pledge(Share.ALL, PRICE), PRICE + 1, False),
        (Pledge(Share.ALL, PRICE), PRICE - 1, True),
        (Pledge(Share.ALL, None), None, True),
        (Pledge(Share.PART, PRICE - 1), PRICE, False),
        (Pledge(Share.NONE, Decimal(0)), Decimal(0), False),
        (Pledge(Share.REFUSED, Decimal(0)), PRICE, False),
    ],
)
def test_the_price_is_covered_by_a_promise_of_all_of_it(
    pledge: Pledge | None, price: Decimal | None, covered: bool
) -> None:
    assert covers(pledge, price) is covered


@pytest.mark.parametrize(
    ("days_left", "answered", "ended", "lives", "expected"),
    [
        (1, False, False, True, Standing.OPEN),
        (0, False, False, True, Standing.EXPIRED),
        (1, False, True, True, Standing.REPLACED),
        (1, False, False, False, Standing.OVER),
        (-1, True, True, False, Standing.ANSWERED),
    ],
)
def test_a_question_is_open_once_and_for_a_time(
    days_left: int, answered: bool, ended: bool, lives: bool, expected: Standing
) -> None:
    assert standing(Asked(NOW + timedelta(days=days_left), answered, ended, lives), NOW) == expected
