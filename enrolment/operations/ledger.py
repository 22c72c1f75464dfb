"""Rows in a place's ledger. The place is locked, so that two people never book on the same sum."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock_one
from academy.money import ZERO, euros
from catalogue.models import PricePartKind
from enrolment import facts
from enrolment.models import EntryKind, Financing, LedgerEntry, Place
from enrolment.models.ledger import LOWERING
from enrolment.rules.settlement import Settlement


def book(
    place: Place,
    kind: EntryKind,
    amount: Decimal,
    *,
    payer: str,
    reason: str,
    by: User | None,
    now: datetime,
    on: date | None = None,
) -> LedgerEntry:
    """Add one row; ``amount`` is a positive sum in EUR, the kind gives it its sign."""
    signed = -euros(amount) if kind in LOWERING else euros(amount)
    day = on or clock.civil_day(now)
    return place.ledger.create(kind=kind, amount=signed, payer=payer, reason=reason, on=day, by=by, at=now)


def payer_of(place: Place) -> str:
    """Who pays for the place: the sponsor that the application names, or the participant."""
    application = place.application
    return application.sponsor_name if application.financing == Financing.SPONSOR else application.full_name


def charge_price(place: Place, *, by: User | None, now: datetime) -> None:
    """One charge for each part of the agreed price, in the participant's language."""
    with override(place.participant.language):
        for part in facts.terms_of(place).parts:
            label = str(PricePartKind(part.kind).label)
            book(place, EntryKind.CHARGE, part.amount, payer=payer_of(place), reason=label, by=by, now=now)


@transaction.atomic
def record_payment(
    place: Place,
    amount: Decimal,
    *,
    payer: str,
    on: date,
    reason: str,
    by: User,
    now: datetime,
    seen: Decimal | None = None,
) -> LedgerEntry:
    """A sum that reached the Centre on a day. Raises Refused for a sum of nothing or a day to come.

    ``seen`` is the balance on the page where the sum was typed: when it has changed meanwhile, by a second click
    or a colleague, nothing is booked.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    if amount <= ZERO:
        raise Refused(_("A payment is more than nothing."))
    demand_happened(on, now)
    demand_balance(place, seen)
    entry = book(place, EntryKind.PAYMENT, amount, payer=payer, reason=reason, by=by, now=now, on=on)
    tell(place, "enrolment/payment", entry=entry, amount=euros(amount), balance=place.ledger.balance())
    return entry


def demand_happened(on: date, now: datetime) -> None:
    """Raise Refused for a day that is still to come in Turin."""
    if on > clock.civil_day(now):
        raise Refused(_("Money cannot have moved on a day that is still to come."))


def demand_balance(place: Place, seen: Decimal | None) -> None:
    """Raise Refused unless the locked place's balance is the one that was seen; None: nobody looked."""
    if seen is not None and place.ledger.balance() != seen:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))


def book_settlement(place: Place, sums: Settlement, *, by: User, now: datetime) -> None:
    """A cancelled place: the charges still standing are taken back, and the penalty stands in their stead."""
    payer = payer_of(place)
    standing = place.ledger.balance() + place.ledger.paid()
    with override(place.participant.language):
        if standing > ZERO:
            book(place, EntryKind.REDUCTION, standing, payer=payer, reason=_("Place cancelled"), by=by, now=now)
        if sums.penalty > ZERO:
            reason = _("%(percent)s %% of the price") % {"percent": sums.penalty_percent}
            book(place, EntryKind.PENALTY, sums.penalty, payer=payer, reason=reason, by=by, now=now)


def refund_due(place: Place) -> Decimal:
    """EUR that the Centre owes for the place, before bank charges."""
    return max(-place.ledger.balance(), ZERO)


@transaction.atomic
def record_refund(
    place: Place, *, bank_charges: Decimal, on: date, by: User, now: datetime, seen: Decimal | None = None
) -> Decimal:
    """Everything the Centre owes for the place was sent back, less bank charges; returns the sum sent.

    Raises Refused when nothing is owed, when the bank charges are more than what is, for a day to come, or when
    the balance is no longer the one that was ``seen``.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_balance(place, seen)
    demand_happened(on, now)
    due = refund_due(place)
    if due == ZERO:
        raise Refused(_("There is nothing to refund for this place."))
    if not ZERO <= bank_charges <= due:
        raise Refused(_("Bank charges lie between nothing and the sum that is owed."))
    payer = payer_of(place)
    with override(place.participant.language):
        if bank_charges > ZERO:
            reason = _("Bank charges")
            book(place, EntryKind.BANK_CHARGE, bank_charges, payer=payer, reason=reason, by=by, now=now, on=on)
        sent = euros(due - bank_charges)
        book(place, EntryKind.REFUND, sent, payer=payer, reason=_("Refund sent"), by=by, now=now, on=on)
    tell(place, "enrolment/refund", amount=sent, bank_charges=euros(bank_charges))
    return sent


def tell(place: Place, name: str, **context: object) -> None:
    """Write the letter ``name`` to the participant."""
    write(name, to=place.participant, about=f"place:{place.pk}", place=place, **context)
