"""Paying by card: sending somebody to the provider's page, and taking in what the provider tells.

What came in is an incoming payment like any other: it is booked by itself when the place is held and owes as much,
and otherwise waits in the same queue for a person.
"""

import json
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.cards import Away, Notice, Order, Provider
from academy.errors import Refused
from academy.locks import lock_one
from academy.money import ZERO
from enrolment import facts
from enrolment.models import CardEvent, CardOrder, Incoming, Place
from enrolment.operations import incoming, payers
from enrolment.rules.incoming import Verdict


def payable(place: Place) -> Decimal:
    """EUR that the participant owes for the place, whatever others owe; what one may pay by card."""
    own = place.ledger.filter(payer__person=place.participant).balance()
    return max(min(own, place.ledger.balance()), ZERO)


def begin(place: Place, provider: Provider, *, by: User, seen: Decimal, now: datetime) -> str:
    """The address of the provider's page on which the participant pays what is owed.

    Raises Refused when nothing is owed, when it is no longer the sum that was ``seen``, and when the provider cannot
    be reached.
    """
    order = ordered(place, by=by, seen=seen, now=now)
    page = f"{settings.SITE_URL}{place.get_absolute_url()}"
    what = f"{place.edition} ({place.application.full_name})"
    language = get_language() or "en"
    asked = Order(str(order.pk), order.amount, what, by.email, language, f"{page}?card=paid#money", f"{page}#money")
    try:
        found = provider.checkout(asked)
    except Away as error:
        raise Refused(_("Cards cannot be taken at this moment. Please try again, or pay by bank transfer.")) from error
    CardOrder.objects.filter(pk=order.pk).update(checkout=found.key)
    return found.url


@transaction.atomic
def ordered(place: Place, *, by: User, seen: Decimal, now: datetime) -> CardOrder:
    """The row of what is to be paid; it is there before the provider can tell of it."""
    place = lock_one(Place.objects.filter(pk=place.pk))
    amount = payable(place)
    if amount != seen:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))
    if amount == ZERO:
        raise Refused(_("Nothing is to be paid for this place."))
    return CardOrder.objects.create(place=place, payer=payers.of_participant(place), amount=amount, by=by, at=now)


@transaction.atomic
def take_in(provider: str, notice: Notice, body: bytes, *, now: datetime) -> None:
    """Keep a notice, and what it says came in. Told again, or of the same money in another way, it changes nothing."""
    told = {"kind": notice.kind, "body": json.loads(body), "at": now}
    _event, new = CardEvent.objects.get_or_create(key=notice.event, defaults=told)
    if not new or not notice.paid:
        return
    said = {"on": clock.civil_day(now), "amount": notice.amount, "currency": notice.currency}
    said |= {"remitter": notice.payer, "text": f"{provider} {notice.number}", "bank_id": notice.checkout[:100]}
    key = sha256(notice.checkout.encode()).hexdigest()
    row, new = Incoming.objects.get_or_create(account=provider, key=key, defaults=said)
    if new:
        number = int(notice.order) if notice.order.isdecimal() else 0
        CardOrder.objects.filter(pk=number, incoming=None).update(incoming=row)
        settle(row, now=now)


def settle(row: Incoming, *, now: datetime) -> None:
    """Book it to the place for which it was paid, as far as no person has to look."""
    order = CardOrder.objects.filter(incoming=row).first()
    if order:
        lock_one(Place.objects.filter(pk=order.place_id))
        found = facts.match_of(row)
        if found.match.verdict == Verdict.MATCHED:
            incoming.book(row, found.match.shares, by=None, now=now)
