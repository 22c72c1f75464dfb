"""The sum worked out when a participant cancels.

Source: the Centre's policy for open courses. The penalty is a share of the course price, by the day of the
written notice; the refund is what was paid, less the penalty, less bank charges, never below zero; where less
was paid than the penalty, the difference stays owed. Refunds go to each payer in proportion to what it paid; what
stays owed is owed in proportion to what each had still to pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from academy.money import ZERO, share
from catalogue.rules.cancellation import Policy, tier_for
from enrolment.rules.shares import share_out


@dataclass(frozen=True)
class Stake:
    """What one payer was charged, reductions taken off, and has paid, in EUR; ``payer`` is its key."""

    payer: int
    name: str
    charged: Decimal
    paid: Decimal


@dataclass(frozen=True)
class PayerSums:
    """What cancelling comes to for one payer, in EUR; ``penalty`` is the part of it that this payer bears."""

    payer: int
    name: str
    paid: Decimal
    penalty: Decimal
    bank_charges: Decimal
    refund: Decimal
    still_owed: Decimal


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
    payers: tuple[PayerSums, ...]

    @property
    def fingerprint(self) -> str:
        """What a form carries along, so that a person agrees to the very sums that were shown."""
        each = "".join(f"+{one.payer}:{one.penalty}:{one.refund}" for one in self.payers[1:])
        return f"{self.penalty}/{self.bank_charges}/{self.refund}/{self.still_owed}{each}"


def settle(stakes: Sequence[Stake], days_before: int, policy: Policy) -> Settlement:
    """What cancelling ``days_before`` calendar days before the start comes to, for all together and for each.

    Charged 2,720.00, all paid, notice 10 days before: penalty 1,360.00; with bank charges of 15.00 the refund is
    1,345.00. The same with 500.00 paid: no refund, and 860.00 stays owed. Bank charges are those of one transfer:
    they are taken from each refund that there is, and never more than it. Had a sponsor paid 2,000.00 of it and the
    participant 720.00, 1,000.00 and 360.00 would go back, each less 15.00.
    """
    price, paid = sum((one.charged for one in stakes), ZERO), sum((one.paid for one in stakes), ZERO)
    tier = tier_for(policy, days_before)
    penalty = share(price, tier.penalty_percent)
    back = share_out(max(paid - penalty, ZERO), [one.paid for one in stakes])
    owed = share_out(max(penalty - paid, ZERO), [max(one.charged - one.paid, ZERO) for one in stakes])
    payers = tuple(of_payer(*row, policy.bank_charges) for row in zip(stakes, back, owed, strict=True))
    return Settlement(
        price=price,
        paid=paid,
        days_before=days_before,
        penalty_percent=tier.penalty_percent,
        penalty=penalty,
        bank_charges=sum((one.bank_charges for one in payers), ZERO),
        refund=sum((one.refund for one in payers), ZERO),
        still_owed=sum(owed, ZERO),
        payers=payers,
    )


def of_payer(stake: Stake, back: Decimal, owed: Decimal, transfer: Decimal) -> PayerSums:
    """One payer's lines: ``back`` before the bank's charges for its transfer, ``owed`` still to pay."""
    charges = min(transfer, back)
    penalty = stake.paid - back + owed
    return PayerSums(stake.payer, stake.name, stake.paid, penalty, charges, back - charges, owed)
