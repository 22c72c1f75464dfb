"""Sums to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.money import CENT, euros, share

sums = st.decimals(min_value=0, max_value=1_000_000, places=2)
percents = st.integers(min_value=0, max_value=100)


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        (2720, "2720.00"),
        ("0.005", "0.01"),
        ("0.004999", "0.00"),
        (Decimal("1.115"), "1.12"),
        (Decimal("1.125"), "1.13"),
        (Decimal("-1.125"), "-1.13"),
    ],
)
def test_half_a_cent_is_rounded_away_from_zero(value: Decimal | int | str, cents: str) -> None:
    assert str(euros(value)) == cents


def test_a_float_is_no_money() -> None:
    with pytest.raises(TypeError, match="never a float"):
        euros(0.1)  # type: ignore[arg-type]


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6))
def test_rounding_moves_a_sum_by_half_a_cent_at_most_and_only_once(value: Decimal) -> None:
    rounded = euros(value)
    assert abs(rounded - value) <= CENT / 2
    assert euros(rounded) == rounded


@pytest.mark.parametrize(
    ("amount", "percent", "part"),
    [("2720.00", 50, "1360.00"), ("2720.01", 50, "1360.01"), ("0.01", 50, "0.01"), ("99.99", 0, "0.00")],
)
def test_shares_worked_by_hand(amount: str, percent: int, part: str) -> None:
    assert share(Decimal(amount), percent) == Decimal(part)


@given(sums, percents)
def test_a_share_lies_between_nothing_and_the_whole(amount: Decimal, percent: int) -> None:
    assert 0 <= share(amount, percent) <= amount
    assert share(amount, 100) == amount


@given(sums, percents, percents)
def test_a_larger_percentage_is_never_a_smaller_share(amount: Decimal, one: int, two: int) -> None:
    less, more = sorted((one, two))
    assert share(amount, less) <= share(amount, more)


@given(sums, percents)
def test_two_shares_make_the_whole_to_the_cent(amount: Decimal, percent: int) -> None:
    assert abs(share(amount, percent) + share(amount, 100 - percent) - amount) <= CENT
