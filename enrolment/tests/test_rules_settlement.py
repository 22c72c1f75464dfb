"""What cancelling comes to: worked by hand, and true for every sum and every day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.money import ZERO
from catalogue.rules.cancellation import Policy, Tier
from enrolment.rules import settlement
from enrolment.rules.settlement import Settlement, Stake

CHARGES = Decimal("15.00")
POLICY = Policy((Tier(14, 0), Tier(8, 50), Tier(None, 100)), bank_charges=CHARGES)
PRICE = Decimal("2720.00")

sums = st.decimals(min_value=0, max_value=20000, places=2)
days = st.integers(min_value=-60, max_value=400)


def settle(price: Decimal, paid: Decimal, days_before: int, policy: Policy) -> Settlement:
    """A place that one payer pays."""
    return settlement.settle([Stake(1, "Amina Diallo", price, paid)], days_before, policy)


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


stakes = st.lists(st.tuples(sums, sums), min_size=2, max_size=5).map(
    lambda rows: [Stake(number, f"P{number}", *row) for number, row in enumerate(rows)]
)


@given(stakes=stakes, days_before=days)
def test_what_several_payers_bear_adds_up_to_the_cent(stakes: list[Stake], days_before: int) -> None:
    found = settlement.settle(stakes, days_before, POLICY)
    assert sum(one.penalty for one in found.payers) == found.penalty
    assert sum(one.still_owed for one in found.payers) == found.still_owed
    for one in found.payers:
        assert one.paid + one.still_owed == one.penalty + one.bank_charges + one.refund
        assert min(one.penalty, one.bank_charges, one.refund, one.still_owed) >= ZERO
        assert one.refund + one.bank_charges <= one.paid


@given(stakes=stakes, days_before=days)
def test_who_paid_more_gets_no_less_back(stakes: list[Stake], days_before: int) -> None:
    back = settlement.settle(stakes, days_before, POLICY).payers
    for one in back:
        for other in back:
            if one.paid > other.paid:
                assert one.refund + one.bank_charges >= other.refund + other.bank_charges


def test_a_sponsor_and_a_participant_get_back_in_proportion_to_what_each_paid() -> None:
    both = [Stake(1, "Ministry", Decimal("2000.00"), Decimal("2000.00")), Stake(2, "Amina", Decimal(720), Decimal(720))]
    found = settlement.settle(both, 10, POLICY)
    lines = [(one.penalty, one.bank_charges, one.refund) for one in found.payers]
    assert lines == [(Decimal(1000), CHARGES, Decimal(985)), (Decimal(360), CHARGES, Decimal(345))]


def test_what_is_missing_is_owed_by_who_had_not_paid() -> None:
    both = [Stake(1, "Ministry", Decimal(2000), Decimal(500)), Stake(2, "Amina", Decimal(720), Decimal(720))]
    found = settlement.settle(both, 3, POLICY)
    assert [one.still_owed for one in found.payers] == [Decimal(1500), ZERO]
