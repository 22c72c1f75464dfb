"""What is owed, and by when."""

from datetime import date
from decimal import Decimal

from enrolment.rules.account import account

START = date(2025, 6, 30)


def test_the_price_is_due_two_weeks_before_the_start() -> None:
    found = account(Decimal("720.00"), START, date(2025, 6, 16))
    assert (found.pay_by, found.proof_by, found.late) == (date(2025, 6, 16), date(2025, 6, 23), False)


def test_what_is_owed_a_day_later_is_late_and_what_is_paid_never_is() -> None:
    assert account(Decimal("720.00"), START, date(2025, 6, 17)).late
    assert not account(Decimal("0.00"), START, date(2025, 6, 17)).late
    assert not account(Decimal("-5.00"), START, date(2025, 6, 17)).late


def test_an_edition_without_a_first_day_has_no_last_day_to_pay() -> None:
    found = account(Decimal("720.00"), None, date(2025, 6, 17))
    assert (found.pay_by, found.late) == (None, False)


def test_a_balance_is_owed_by_one_side_only() -> None:
    assert account(Decimal("720.00"), START, START).owed == Decimal("720.00")
    assert account(Decimal("-720.00"), START, START).refund_due == Decimal("720.00")
    assert account(Decimal("-720.00"), START, START).owed == Decimal("0.00")
