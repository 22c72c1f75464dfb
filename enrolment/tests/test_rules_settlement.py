"""What cancelling comes to: worked by hand, and true for every sum and every day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.money import ZERO
from catalogue.rules.cancellation import Policy, Tier
from enrolment.rules.settlement import Settlement, settle

CHARGES = Decimal("15.00")
POLICY = Policy((Tier(14, 0), Tier(8, 50), Tier(None, 100)), bank_charges=CHARGES)
PRICE = Decimal("2720.00")

sums = st.decimals(min_value=0, max_value=20000, places=2)
days = st.integers(min_value=-60, max_value=400)


@pytest.mark.parametrize(
    ("paid", "days_before", "penalty", "bank_charges", "refund", "still_owed"),
    [
        # in full, before each limit and on it
        ("2720.00", 100, "0.00", "15.00", "2705.00", "0.00"),
        ("2720.00", 14, "0.00", "15.00", "2705.00", "0.00"),
        ("2720.00", 13, "1360.00", "15.00", "1345.00", "0.00"),
        ("2720.00", 8, "1360.00", "15.00", "1345.00", "0.00"),
        ("2720.00", 7, "2720.00", "0.00", "0.00", "0.00"),
        ("2720.00", 0, "2720.00", "0.00", "0.00", "0.00"),
        ("2720.00", -3, "2720.00", "0.00", "0.00", "0.00"),
        # nothing, or less than the penalty
        ("0.00", 20, "0.00", "0.00", "0.00", "0.00"),
        ("0.00", 10, "1360.00", "0.00", "0.00", "1360.00"),
        ("500.00", 10, "1360.00", "0.00", "0.00", "860.00"),
        ("2000.00", 7, "2720.00", "0.00", "0.00", "720.00"),
        # bank charges never eat more than there is
        ("1360.00", 10, "1360.00", "0.00", "0.00", "0.00"),
        ("1370.00", 10, "1360.00", "10.00", "0.00", "0.00"),
        ("1375.01", 10, "1360.00", "15.00", "0.01", "0.00"),
        # more than the price: the rest comes back too
        ("2800.00", 7, "2720.00", "15.00", "65.00", "0.00"),
    ],
)
def test_settlements_worked_by_hand(
    paid: str, days_before: int, penalty: str, bank_charges: str, refund: str, still_owed: str
) -> None:
    found = settle(PRICE, Decimal(paid), days_before, POLICY)
    lines = (found.penalty, found.bank_charges, found.refund, found.still_owed)
    assert lines == tuple(Decimal(line) for line in (penalty, bank_charges, refund, still_owed))


@given(price=sums, paid=sums, days_before=days)
def test_no_line_is_ever_negative_and_no_refund_is_more_than_was_paid(
    price: Decimal, paid: Decimal, days_before: int
) -> None:
    found = settle(price, paid, days_before, POLICY)
    assert min(found.penalty, found.bank_charges, found.refund, found.still_owed) >= ZERO
    assert found.refund <= paid
    assert found.penalty <= price
    assert found.bank_charges <= CHARGES


@given(price=sums, paid=sums, days_before=days)
def test_every_cent_is_accounted_for(price: Decimal, paid: Decimal, days_before: int) -> None:
    found = settle(price, paid, days_before, POLICY)
    assert paid + found.still_owed == found.penalty + found.bank_charges + found.refund


@given(price=sums, paid=sums, days_before=days)
def test_nobody_gets_money_back_and_owes_some(price: Decimal, paid: Decimal, days_before: int) -> None:
    found = settle(price, paid, days_before, POLICY)
    assert ZERO in (found.refund, found.still_owed)


@given(price=sums, paid=sums, early=days, late=days)
def test_a_later_notice_never_costs_less(price: Decimal, paid: Decimal, early: int, late: int) -> None:
    early, late = max(early, late), min(early, late)
    before, after = (settle(price, paid, notice, POLICY) for notice in (early, late))
    assert after.penalty >= before.penalty
    assert after.refund <= before.refund
    assert after.still_owed >= before.still_owed


@given(price=sums, less=sums, more=sums, days_before=days)
def test_paying_more_beforehand_never_leaves_anybody_worse_off(
    price: Decimal, less: Decimal, more: Decimal, days_before: int
) -> None:
    little, much = (settle(price, paid, days_before, POLICY) for paid in sorted((less, more)))
    assert much.penalty == little.penalty
    assert much.refund >= little.refund
    assert much.still_owed <= little.still_owed


@given(price=sums, paid=sums, days_before=days)
def test_a_place_without_a_policy_costs_nothing_to_leave(price: Decimal, paid: Decimal, days_before: int) -> None:
    found = settle(price, paid, days_before, Policy(()))
    assert (found.penalty, found.refund, found.still_owed) == (ZERO, paid, ZERO)


@given(price=sums, paid=sums, days_before=days, other=days)
def test_the_fingerprint_is_the_same_exactly_when_the_sums_are(
    price: Decimal, paid: Decimal, days_before: int, other: int
) -> None:
    def lines(found: Settlement) -> tuple[Decimal, ...]:
        return found.penalty, found.bank_charges, found.refund, found.still_owed

    one, two = (settle(price, paid, notice, POLICY) for notice in (days_before, other))
    assert (one.fingerprint == two.fingerprint) == (lines(one) == lines(two))
