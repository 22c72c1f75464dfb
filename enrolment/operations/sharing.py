"""Who pays what of a place, and what is taken off its price."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import wording
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.money import ZERO, euros
from enrolment.models import EntryKind, Payer, Place, Reason
from enrolment.operations.ledger import book, charge, demand_balance, take_back, tell
from enrolment.rules.terms import Part
from enrolment.states import HOLDING_A_SEAT


def may_share(place: Place) -> bool:
    """Whether the place is held and something is charged for it."""
    return place.state in HOLDING_A_SEAT and place.ledger.charged() > ZERO


@transaction.atomic
def share_out(
    place: Place, shares: Mapping[Payer, Decimal], *, by: User, now: datetime, seen: Decimal | None = None
) -> None:
    """Every charge is taken back by a counter-entry and charged anew, so that each payer owes its share, in EUR.

    Payments and reductions stay with who made or was granted them. Raises Refused unless the shares add up to what
    was charged, none is less than the payer's reductions, and the balance is still the one that was ``seen``.
    """
    place = demand_held(place)
    demand_balance(place, seen)
    rows = list(place.ledger.standing().filter(kind=EntryKind.CHARGE).select_related("payer", "place"))
    demand_whole(place, shares, sum((row.amount for row in rows), ZERO))
    parts: dict[str, Decimal] = {}
    for row in rows:
        take_back(row, reason=Reason.SHARED, by=by, now=now)
        parts[row.params["part"]] = parts.get(row.params["part"], ZERO) + row.amount
    charge(place, [Part(kind, amount) for kind, amount in parts.items()], shares, by=by, now=now)


def demand_whole(place: Place, shares: Mapping[Payer, Decimal], charged: Decimal) -> None:
    """Raise Refused unless the shares add up, and each covers what was taken off for its payer."""
    if sum(shares.values(), ZERO) != charged:
        raise Refused(_("The shares must add up to %(sum)s.") % {"sum": wording.euros(charged)})
    reduced = place.ledger.filter(kind=EntryKind.REDUCTION)
    for payer in Payer.objects.filter(pk__in=reduced.values("payer")):
        if shares.get(payer, ZERO) + reduced.filter(payer=payer).balance() < ZERO:
            raise Refused(_("%(payer)s was granted more than that as a reduction.") % {"payer": payer})


@transaction.atomic
def reduce(
    place: Place,
    amount: Decimal,
    *,
    payer: Payer,
    reason: Reason,
    text: str,
    by: User,
    now: datetime,
    seen: Decimal | None = None,
) -> None:
    """Take a waiver or a fellowship off what the payer is charged; ``text`` is the reason that both read.

    Raises Refused for nothing, or for more than the payer is charged.
    """
    place = demand_held(place)
    demand_balance(place, seen)
    charged = next((one.charged for one in place.ledger.by_payer() if one.payer == payer.pk), ZERO)
    if not ZERO < amount <= charged:
        raise Refused(_("A reduction lies between one cent and what the payer is charged."))
    entered: dict[str, Any] = {"payer": payer, "reason": reason, "text": text, "by": by, "now": now}
    entry = book(place, EntryKind.REDUCTION, amount, **entered)
    tell(place, "enrolment/reduction", entry=entry, amount=euros(amount), balance=place.ledger.balance())


def demand_held(place: Place) -> Place:
    """The place, locked. Raises Refused once it was given back."""
    place = lock_one(Place.objects.filter(pk=place.pk))
    if place.state not in HOLDING_A_SEAT:
        raise Refused(_("This place was given back."))
    return place
