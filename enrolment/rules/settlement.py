"""The sum worked out when a participant cancels.

Source: the Centre's policy for open courses. The penalty is a share of the course price, by the day of the
written notice; the refund is what was paid, less the penalty, less bank charges, never below zero; where less
was paid than the penalty, the difference stays owed.
"""

from dataclasses import dataclass
from decimal import Decimal

from academy.money import ZERO, share
from catalogue.rules.cancellation import Policy, tier_for


@dataclass(frozen=True)
class Settlement:
    """Every line of the sum, in EUR."""

    price: Decimal
    paid: Decimal
    days_before: int
    penalty_percent: int
    penalty: Decimal
    bank_charges: Decimal
    refund: Decimal
    still_owed: Decimal

    @property
    def fingerprint(self) -> str:
        """What a form carries along, so that a person agrees to the very sums that were shown."""
        return f"{self.penalty}/{self.bank_charges}/{self.refund}/{self.still_owed}"


def settle(price: Decimal, paid: Decimal, days_before: int, policy: Policy) -> Settlement:
    """What cancelling ``days_before`` calendar days before the start comes to.

    Price 2,720.00, all paid, notice 10 days before: penalty 1,360.00; with bank charges of 15.00 the refund is
    1,345.00. The same with 500.00 paid: no refund, and 860.00 stays owed. Bank charges are taken only from a
    refund that there is, and never more than it.
    """
    tier = tier_for(policy, days_before)
    penalty = share(price, tier.penalty_percent)
    left = max(paid - penalty, ZERO)
    bank_charges = min(policy.bank_charges, left)
    return Settlement(
        price=price,
        paid=paid,
        days_before=days_before,
        penalty_percent=tier.penalty_percent,
        penalty=penalty,
        bank_charges=bank_charges,
        refund=left - bank_charges,
        still_owed=max(penalty - paid, ZERO),
    )
