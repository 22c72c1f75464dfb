"""What is owed for a place, and by when.

Source: the Centre's terms of payment. The price is payable in full at least 14 days before the start, and proof
of a bank transfer reaches the Centre at least 7 days before it. The payer bears all bank charges.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from academy.money import ZERO

PAYABLE_DAYS_BEFORE = 14
PROOF_DAYS_BEFORE = 7


@dataclass(frozen=True)
class Account:
    """Where a place's money stands: ``balance`` in EUR is positive when the participant owes, else the Centre does.

    The days are None for an edition without a first day; ``late`` when something is owed after ``pay_by``.
    """

    balance: Decimal
    pay_by: date | None
    proof_by: date | None
    late: bool

    @property
    def owed(self) -> Decimal:
        """EUR still to be paid to the Centre."""
        return max(self.balance, ZERO)

    @property
    def refund_due(self) -> Decimal:
        """EUR that the Centre owes, before bank charges."""
        return max(-self.balance, ZERO)


def account(balance: Decimal, start: date | None, today: date) -> Account:
    """A start on 30 June: payable by 16 June, proof by 23 June; 720.00 still owed on 17 June is late."""
    if start is None:
        return Account(balance, None, None, late=False)
    pay_by = start - timedelta(days=PAYABLE_DAYS_BEFORE)
    proof_by = start - timedelta(days=PROOF_DAYS_BEFORE)
    return Account(balance, pay_by, proof_by, late=balance > ZERO and today > pay_by)
