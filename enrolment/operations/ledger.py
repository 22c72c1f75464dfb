"""Rows in a place's ledger. The place is locked, so that two people never book on the same sum."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock_one
from academy.money import ZERO, euros
from enrolment import facts
from enrolment.models import EntryKind, Incoming, LedgerEntry, Payer, Place, Reason
from enrolment.models.ledger import LOWERING
from enrolment.operations.payers import shares_of
from enrolment.rules import shares as rules
from enrolment.rules.settlement import Settlement
from enrolment.rules.shares import allot
from enrolment.rules.terms import Part
from enrolment.states import HOLDING_A_SEAT


def book(
    place: Place,
    kind: EntryKind,
    amount: Decimal,
    *,
    payer: Payer,
    reason: Reason,
    by: User | None,
    now: datetime,
    on: date | None = None,
    incoming: Incoming | None = None,
    **params: Any,
) -> LedgerEntry:
    """Add one row; ``amount`` is a positive sum in EUR, the kind gives it its sign.

    ``params`` complete the words of the reason; ``by`` is None for what no person enters; ``incoming`` is where a
    payment was read.
    """
    signed = -euros(amount) if kind in LOWERING else euros(amount)
    day = on or clock.civil_day(now)
    row = {"payer": payer, "reason": reason, "params": params, "incoming": incoming, "on": day, "by": by, "at": now}
    return place.ledger.create(kind=kind, amount=signed, **row)


def take_back(
    entry: LedgerEntry, *, by: User | None, now: datetime, reason: Reason | None = None, **params: Any
) -> LedgerEntry:
    """The counter-entry of a row of the locked place: the same row with the other sign, of today.

    Raises IntegrityError for a row that was taken back already, or is a counter-entry itself.
    """
    why = {"reason": reason, "params": params} if reason else {"reason": entry.reason, "params": entry.params}
    same = {"kind": entry.kind, "payer": entry.payer, "amount": -entry.amount, "counters": entry}
    same |= {"incoming": entry.incoming}
    return entry.place.ledger.create(**same, **why, on=clock.civil_day(now), by=by, at=now)


def charge_price(place: Place, *, by: User | None, now: datetime) -> None:
    """The agreed price, part by part, to whoever pays it."""
    terms = facts.terms_of(place)
    charge(place, terms.parts, shares_of(place, terms.price), by=by, now=now)


def charge(
    place: Place, parts: Sequence[Part], shares: Mapping[Payer, Decimal], *, by: User | None, now: datetime
) -> None:
    """One charge for each part of the price and each payer of it; the shares add up to the parts.

    The row keeps of which kind of participant the price is: that can be corrected, and invoices name it.
    """
    named: dict[str, Any] = {"reason": Reason.PART, "kind_of": dict(facts.terms_of(place).kind)}
    for payer, part in allot(parts, shares):
        book(place, EntryKind.CHARGE, part.amount, payer=payer, by=by, now=now, part=part.kind, **named)


@transaction.atomic
def record_payment(
    place: Place,
    amount: Decimal,
    *,
    payer: Payer,
    on: date,
    reference: str,
    by: User | None,
    now: datetime,
    seen: Decimal | None = None,
    incoming: Incoming | None = None,
) -> LedgerEntry:
    """A sum that reached the Centre on a day. Raises Refused for a sum of nothing or a day to come.

    ``reference`` is what the bank says of it; ``by`` is None for what no person enters.
    ``seen`` is the balance on the page where the sum was typed: when it has changed meanwhile, by a second click
    or a colleague, nothing is booked. ``incoming`` is where it was read.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    if amount <= ZERO:
        raise Refused(_("A payment is more than nothing."))
    demand_happened(on, now)
    demand_balance(place, seen)
    received: dict[str, Any] = {"reason": Reason.RECEIVED, "text": reference, "payer": payer, "on": on}
    received |= {"incoming": incoming}
    entry = book(place, EntryKind.PAYMENT, amount, by=by, now=now, **received)
    tell(place, "enrolment/payment", entry=entry, amount=euros(amount), balance=place.ledger.balance())
    return entry


def correctable(place: Place) -> QuerySet[LedgerEntry]:
    """Rows that a person typed and that can be taken back by themselves, the earliest first.

    What a statement or a card told is taken back where it was booked; charges are shared out anew, penalties waived.
    """
    typed = Q(kind=EntryKind.PAYMENT, incoming=None) | Q(kind__in=[EntryKind.REFUND, EntryKind.BANK_CHARGE])
    granted = Q(kind=EntryKind.REDUCTION, reason__in=[Reason.WAIVER, Reason.FELLOWSHIP])
    may = typed | granted if place.state in HOLDING_A_SEAT else typed
    return place.ledger.standing().filter(may, outgoing=None).select_related("payer")


@transaction.atomic
def correct(
    place: Place, entry: LedgerEntry, *, text: str, by: User, now: datetime, seen: Decimal | None = None
) -> LedgerEntry:
    """Take a row back that was entered by mistake, by its counter-entry; the participant is told why (``text``).

    Raises Refused without a reason, for a row that cannot be taken back, or was by now, and when the balance is no
    longer the one that was ``seen``.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_balance(place, seen)
    if not text.strip():
        raise Refused(_("Give the reason: the letter to the participant says it."))
    row = correctable(place).filter(pk=entry.pk).first()
    if row is None:
        raise Refused(_("This row cannot be taken back here, or was taken back already."))
    counter = take_back(row, by=by, now=now, reason=Reason.MISTAKE, text=text)
    balance = place.ledger.balance()
    told: dict[str, Any] = {"entry": row, "amount": abs(row.amount), "why": text, "balance": balance, "due": -balance}
    tell(place, "enrolment/corrected", **told)
    return counter


def demand_happened(on: date, now: datetime) -> None:
    """Raise Refused for a day that is still to come in Turin."""
    if on > clock.civil_day(now):
        raise Refused(_("Money cannot have moved on a day that is still to come."))


def demand_balance(place: Place, seen: Decimal | None) -> None:
    """Raise Refused unless the locked place's balance is the one that was seen; None: nobody looked."""
    if seen is not None and place.ledger.balance() != seen:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))


def book_settlement(place: Place, sums: Settlement, *, by: User | None, now: datetime) -> None:
    """A cancelled place: the charges still standing are taken back, and each payer's penalty stands in their stead."""
    payers = Payer.objects.in_bulk([one.payer for one in sums.payers])
    charged = {one.payer: one.charged for one in place.ledger.by_payer()}
    for one in sums.payers:
        entered: dict[str, Any] = {"payer": payers[one.payer], "by": by, "now": now}
        if charged[one.payer] > ZERO:
            book(place, EntryKind.REDUCTION, charged[one.payer], reason=Reason.CANCELLED, **entered)
        if one.penalty > ZERO:
            book(place, EntryKind.PENALTY, one.penalty, reason=Reason.SHARE, percent=sums.penalty_percent, **entered)


def refunds_due(place: Place) -> dict[int, Decimal]:
    """EUR that the Centre owes for the place, before bank charges, by the key of the payer."""
    return rules.refunds_due({one.payer: one.balance for one in place.ledger.by_payer()})


@transaction.atomic
def record_refund(
    place: Place,
    *,
    payer: Payer,
    bank_charges: Decimal,
    on: date,
    by: User,
    now: datetime,
    seen: Decimal | None = None,
) -> Decimal:
    """Everything the Centre owes a payer for the place was sent back, less bank charges; returns the sum sent.

    Raises Refused when nothing is owed, when the bank charges are more than what is, for a day to come, or when
    the balance is no longer the one that was ``seen``.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_balance(place, seen)
    demand_happened(on, now)
    due = refunds_due(place).get(payer.pk, ZERO)
    if due == ZERO:
        raise Refused(_("There is nothing to refund for this place."))
    if bank_charges and facts.centre_bears_charges(place):
        raise Refused(_("The Centre bears the bank charges of this refund."))
    if not ZERO <= bank_charges <= due:
        raise Refused(_("Bank charges lie between nothing and the sum that is owed."))
    entered: dict[str, Any] = {"payer": payer, "by": by, "now": now, "on": on}
    if bank_charges > ZERO:
        book(place, EntryKind.BANK_CHARGE, bank_charges, reason=Reason.BANK, **entered)
    sent = euros(due - bank_charges)
    if sent > ZERO:
        book(place, EntryKind.REFUND, sent, reason=Reason.SENT, **entered)
    settled = place.ledger.balance() == ZERO
    tell(place, "enrolment/refund", amount=sent, bank_charges=euros(bank_charges), payer=payer, settled=settled)
    return sent


def tell(place: Place, name: str, **context: object) -> None:
    """Write the letter ``name`` to the participant."""
    write(name, to=place.participant, about=f"place:{place.pk}", place=place, **context)
