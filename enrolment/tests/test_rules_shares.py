"""Sums that are shared out come together again, to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.money import ZERO
from enrolment.rules.shares import allot, share_out
from enrolment.rules.terms import Part

sums = st.decimals(min_value=0, max_value=20000, places=2)
TUITION, SUBSISTENCE = Part("tuition", Decimal("2000.00")), Part("subsistence", Decimal("720.00"))


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        ("100.00", "1 1 1", "33.34 33.33 33.33"),
        ("0.01", "1 1", "0.01 0.00"),
        ("0.02", "1 3", "0.01 0.01"),  # half a cent each is left: the earlier has it
        ("1360.00", "2000 720", "1000.00 360.00"),
        ("10.00", "0 5", "0.00 10.00"),
        ("0.00", "0 0", "0.00 0.00"),
    ],
)
def test_cents_that_do_not_divide_go_to_the_largest_remainder(amount: str, weights: str, shares: str) -> None:
    found = share_out(Decimal(amount), [Decimal(weight) for weight in weights.split()])
    assert [str(share) for share in found] == shares.split()


def test_nothing_can_be_shared_with_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        share_out(Decimal("1.00"), [ZERO])


@given(amount=sums, weights=st.lists(sums, min_size=1, max_size=6).filter(any))
def test_no_cent_is_lost_and_nobody_is_a_cent_off(amount: Decimal, weights: list[Decimal]) -> None:
    shares = share_out(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - amount * weight / sum(weights)) < Decimal("0.01")


def test_the_first_payer_takes_tuition_first() -> None:
    assert allot([TUITION, SUBSISTENCE], {"sponsor": Decimal(1500), "participant": Decimal(1220)}) == [
        ("sponsor", Part("tuition", Decimal(1500))),
        ("participant", Part("tuition", Decimal(500))),
        ("participant", SUBSISTENCE),
    ]


@given(first=st.decimals(min_value=0, max_value=2720, places=2))
def test_parts_and_shares_are_kept_whole(first: Decimal) -> None:
    found = allot([TUITION, SUBSISTENCE], {1: first, 2: Decimal(2720) - first})
    for payer, share in ((1, first), (2, Decimal(2720) - first)):
        assert sum((part.amount for who, part in found if who == payer), ZERO) == share
    for part in (TUITION, SUBSISTENCE):
        assert sum(one.amount for _who, one in found if one.kind == part.kind) == part.amount
