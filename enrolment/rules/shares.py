"""Sums shared out to the cent: nothing is lost, and the same sums are always shared the same way."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from academy.money import CENT, ZERO
from enrolment.rules.terms import Part

K = TypeVar("K", bound=Hashable)


def share_out(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """``amount`` EUR in proportion to ``weights``, none of them negative, by the largest remainder.

    Each gets the whole cents of its share; the cents left over go one by one to the largest remainders, and where
    these are alike to the earlier. 100.00 among 1, 1 and 1 is 33.34, 33.33, 33.33. Raises ValueError when there is
    something to share and all weights are zero.
    """
    cents, parts = int(amount / CENT), [int(weight / CENT) for weight in weights]
    whole = sum(parts)
    if cents and not whole:
        raise ValueError("nobody to share with")
    shares = [divmod(cents * part, whole) if whole else (0, 0) for part in parts]
    left = cents - sum(share for share, _remainder in shares)
    first = sorted(range(len(shares)), key=lambda place: (-shares[place][1], place))[:left]
    return [(share + (place in first)) * CENT for place, (share, _remainder) in enumerate(shares)]


def allot(parts: Sequence[Part], shares: Mapping[K, Decimal]) -> list[tuple[K, Part]]:
    """Who pays which part of a price: each payer, in order, takes parts in their order until its share is full.

    Tuition 2,000.00 and subsistence 720.00, shares of 1,500.00 and 1,220.00: the first pays 1,500.00 of the tuition,
    the second 500.00 of it and the subsistence. The shares add up to the parts.
    """
    left: dict[str, Decimal] = {part.kind: part.amount for part in parts}
    found: list[tuple[K, Part]] = []
    for payer, share in shares.items():
        open_share = share
        for kind, unpaid in list(left.items()):
            taken = min(unpaid, open_share)
            if taken > ZERO:
                found.append((payer, Part(kind, taken)))
                left[kind] -= taken
                open_share -= taken
    return found


def refunds_due(balances: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """What is owed back to each payer of a place, whose ``balances`` are negative where it has paid too much.

    Together never more than the balance of the place: while something is still owed for it by one payer, so much of
    what another has paid too much is kept. -100.00, -50.00 and 30.00 is 80.00 and 40.00.
    """
    over = {payer: -balance for payer, balance in balances.items() if balance < ZERO}
    due = share_out(max(-sum(balances.values(), ZERO), ZERO), list(over.values()))
    return {payer: sum_due for payer, sum_due in zip(over, due, strict=True) if sum_due}
