"""Reminders of what is to be paid, before and after the day on which it is due. A place is never dropped for it.

Source: the Centre's terms of payment, in full 14 days before the start (``rules.account``).
"""

from datetime import date, datetime, timedelta
from typing import Any, cast

from academy import clock
from academy.letters import operations as letters
from enrolment import facts
from enrolment.models import Payer, Place
from enrolment.models.ledger import PayerTotals
from enrolment.operations.reminders import about, remind
from enrolment.operations.sponsor_places import url_for
from enrolment.rules.account import PAYABLE_DAYS_BEFORE

DUE_DAYS = (14, 3)  # before the day on which it is due
LATE_DAYS = (11, 4)  # before the start: three and ten days after it was due


def due_soon(*, now: datetime) -> None:
    """Who has to pay within two weeks."""
    today = clock.civil_day(now)
    first = today + timedelta(days=PAYABLE_DAYS_BEFORE)
    owing = unpaid(first, first + timedelta(days=max(DUE_DAYS)))
    remind(owing, "enrolment/remind_payment", DUE_DAYS, due=pay_by, since=given, write=tell_due, now=now)


def late(*, now: datetime) -> None:
    """Who should have paid by now, until the first day."""
    today = clock.civil_day(now)
    owing = unpaid(today, today + timedelta(days=PAYABLE_DAYS_BEFORE - 1))
    remind(owing, "enrolment/payment_late", LATE_DAYS, due=starts, since=given, write=tell_late, now=now)


def unpaid(first: date, last: date) -> Any:
    """Places that are held and not paid, in editions that start between two days."""
    places: Any = Place.objects.holding_a_seat().filter(edition__starts__range=(first, last)).with_money_by_itself()
    return places.owing().order_by("pk").select_related("edition__course", "participant", "application")


def starts(place: Place) -> date:
    """The first day; places without one are never unpaid."""
    return cast(date, place.edition.starts)


def pay_by(place: Place) -> date:
    """The day on which it is due."""
    return starts(place) - timedelta(days=PAYABLE_DAYS_BEFORE)


def given(place: Place) -> date:
    """Since when the person knows."""
    return clock.civil_day(place.confirmed_at)


def tell_due(place: Place) -> None:
    """To whom it is due soon."""
    tell(place, "enrolment/remind_payment")


def tell_late(place: Place) -> None:
    """Who is late."""
    tell(place, "enrolment/payment_late")


def tell(place: Place, name: str) -> None:
    """A letter to every payer who owes something; for an organization without an address, to the participant."""
    owing = {one.payer: one for one in place.ledger.by_payer() if one.balance > 0}
    for payer in Payer.objects.filter(pk__in=owing).select_related("person"):
        write(name, place, payer, owing[payer.pk])


def write(name: str, place: Place, payer: Payer, sums: PayerTotals) -> None:
    """One letter, in the language of its reader."""
    told = {"place": place, "payer": payer, "amount": sums.balance, "day": pay_by(place)}
    told |= {"invoice": facts.invoice_for(payer, place)}
    if payer.is_organization and payer.email:
        told |= {"places_url": url_for(payer)}
        words = letters.in_words(name, payer.language, told)
        letters.post(name, payer.email, language=payer.language, about=about(place), **words)
    else:
        letters.write(name, to=place.participant, about=about(place), **told)
