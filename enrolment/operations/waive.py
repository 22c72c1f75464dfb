"""Finance asks less than the cancellation policy says, because of a visa refusal, an illness or force majeure.

Source: the Centre's policy for open courses leaves such cases to its finance service. The penalty that the policy
names stays in the ledger and on the waiver; a reduction stands beside it.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.money import ZERO, euros
from enrolment.models import EntryKind, Ground, Place, Reason, Waiver
from enrolment.operations.ledger import book, demand_balance, tell
from enrolment.rules.shares import share_out


def waivable(place: Place) -> Decimal:
    """EUR of the penalty that were not waived yet; zero where there is no penalty."""
    kinds = place.ledger.filter(kind=EntryKind.PENALTY)
    waived = sum((waiver.amount for waiver in place.waivers.all()), ZERO)
    return max(kinds.balance() - waived, ZERO)


@transaction.atomic
def waive(
    place: Place, amount: Decimal, *, ground: Ground, why: str, by: User, now: datetime, seen: Decimal | None = None
) -> Waiver:
    """Waive ``amount`` EUR of a place's penalty, for each payer in proportion to its part, and tell the participant.

    Raises Refused without a reason, for nothing, for more than is left of the penalty, or when the balance is no
    longer the one that was ``seen``.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_balance(place, seen)
    left = waivable(place)
    if not why.strip():
        raise Refused(_("Give the reason: it stays on record beside the policy’s figure."))
    if not ZERO < amount <= left:
        raise Refused(_("What is waived lies between nothing and the penalty that is left."))
    sums = {"penalty": place.ledger.filter(kind=EntryKind.PENALTY).balance(), "amount": euros(amount)}
    waiver = place.waivers.create(ground=ground, why=why, by=by, at=now, **sums)
    penalties = place.ledger.filter(kind=EntryKind.PENALTY).select_related("payer")
    shares = share_out(euros(amount), [row.amount for row in penalties])
    for row, share in zip(penalties, shares, strict=True):
        entered: dict[str, Any] = {"payer": row.payer, "by": by, "now": now, "ground": ground}
        if share > ZERO:
            book(place, EntryKind.REDUCTION, share, reason=Reason.WAIVED, **entered)
    tell(place, "enrolment/waived", waiver=waiver, balance=place.ledger.balance())
    return waiver
