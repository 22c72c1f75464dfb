"""Of which kind the participant of a place is, corrected after the place was given, and the price with it.

Everything else that was agreed stays: the cancellation policy, the requirements, the seat.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.money import ZERO
from catalogue.models import Rate
from enrolment import facts
from enrolment.models import EntryKind, LedgerEntry, Payer, Place, Reason
from enrolment.operations.ledger import charge, demand_balance, take_back, tell
from enrolment.operations.payers import shares_of
from enrolment.operations.rates import demand_of_edition
from enrolment.operations.sharing import demand_held, demand_whole
from enrolment.rules.shares import share_out
from enrolment.rules.terms import Terms


@transaction.atomic
def correct(
    place: Place, rate: Rate | None, *, text: str, by: User, now: datetime, seen: Decimal | None = None
) -> None:
    """The participant is of this kind after all; None: of none, at the usual price. ``text`` is the reason.

    The price is the one that the edition asks of this kind today. Every charge is taken back by a counter-entry and
    charged anew, each payer the same share as before to the cent; payments and reductions stay. Raises Refused
    without a reason, for a place given back, a rate of another edition, the same kind again, a balance that is no
    longer the one ``seen``, and when a payer would be charged less than was taken off for it.
    """
    place = demand_held(place)
    demand_balance(place, seen)
    demand_of_edition(place.application, rate)
    if not text.strip():
        raise Refused(_("Give the reason: the letter to the participant says it."))
    if place.application.rate == rate:
        raise Refused(_("The participant is of this kind already."))
    before, terms = facts.terms_of(place), corrected(place, rate)
    agree(place, rate, terms)
    charge_anew(place, terms, text=text, by=by, now=now)
    why = f"{name_of(before)} → {name_of(terms)}: {text}"
    place.changes.create(verb="rate", source=place.state, target=place.state, by=by, at=now, why=why)
    balance = place.ledger.balance()
    tell(place, "enrolment/kind_corrected", terms=terms, why=text, balance=balance, due=-balance)


def corrected(place: Place, rate: Rate | None) -> Terms:
    """The terms that were agreed, but with this kind, and its price as the edition has it today."""
    today = facts.terms_at(place.edition, rate)
    return replace(facts.terms_of(place), parts=today.parts, kind=today.kind)


def agree(place: Place, rate: Rate | None, terms: Terms) -> None:
    """Freeze the corrected terms on the place; its application says the kind."""
    place.application.rate = rate
    place.application.save(update_fields=["rate"])
    place.terms = facts.frozen(terms)
    place.save(update_fields=["terms"])
    place.refresh_from_db(fields=["terms"])


def charge_anew(place: Place, terms: Terms, *, text: str, by: User, now: datetime) -> None:
    """Counter-entries of all charges, and the new price to the same payers."""
    rows = list(place.ledger.standing().filter(kind=EntryKind.CHARGE).select_related("payer", "place"))
    shares = shares_anew(place, rows, terms.price)
    demand_whole(place, shares, terms.price)
    for row in rows:
        take_back(row, reason=Reason.RATE, by=by, now=now, text=text)
    charge(place, terms.parts, shares, by=by, now=now)


def shares_anew(place: Place, rows: list[LedgerEntry], price: Decimal) -> Mapping[Payer, Decimal]:
    """The new price in the proportion in which the old one was charged; as for a new place where none was."""
    sums: dict[Payer, Decimal] = {}
    for row in rows:
        sums[row.payer] = sums.get(row.payer, ZERO) + row.amount
    if not any(sums.values()):
        return shares_of(place, price)
    return dict(zip(sums, share_out(price, list(sums.values())), strict=True))


def name_of(terms: Terms) -> str:
    """The kind in the words of whoever corrects it."""
    return terms.kind_in(get_language() or "en") or _("Usual price")
