"""What a place comes to, for whom, and by when."""

from dataclasses import replace
from datetime import date

from academy import clock
from academy.money import ZERO, share
from catalogue import facts as catalogue_facts
from catalogue.rules.cancellation import spans
from enrolment.facts.terms import eased_terms, free_until
from enrolment.models import (
    Place,
)
from enrolment.rules.account import Account, account
from enrolment.rules.settlement import Settlement, Stake, settle
from enrolment.rules.terms import Terms
from enrolment.states import HOLDING_A_SEAT


def settlement_of(place: Place, days_before: int) -> Settlement:
    """What cancelling would come to on a day ``days_before`` days before the start.

    On a day on which one leaves because the Centre postponed the edition, the Centre bears the bank charges too.
    """
    policy, start, free = eased_terms(place).policy, place.edition.starts, free_until(place)
    if start and free and days_before >= (start - free).days:
        policy = replace(policy, bank_charges=ZERO)
    return settle(stakes_of(place), days_before, policy)


def stakes_of(place: Place) -> list[Stake]:
    """What each payer of the place was charged and has paid."""
    return [Stake(one.payer, one.name, one.charged, one.paid) for one in place.ledger.by_payer()]


def centre_bears_charges(place: Place) -> bool:
    """Whether the place was lost by the Centre's doing: called off, or left in time after the days were changed."""
    if place.state == "called-off":
        return True
    left, free = place.changes.filter(verb="cancel").last(), free_until(place)
    return bool(left and free and clock.civil_day(left.at) <= free)


def cancelling_costs(place: Place) -> list[catalogue_facts.Cost]:
    """What cancelling costs on which days, by the terms of the place; nothing without a first day."""
    return costs_of(eased_terms(place), place.edition.starts)


def costs_of(terms: Terms, start: date | None) -> list[catalogue_facts.Cost]:
    """What cancelling costs on which days before ``start``, by ``terms``; nothing without a first day."""
    return [
        catalogue_facts.Cost(span, share(terms.price, span.penalty_percent))
        for span in (spans(terms.policy, start) if start else [])
    ]


def is_over(place: Place, today: date) -> bool:
    """Whether the last day of the edition is past; then a participant can no longer give the place back."""
    return place.edition.ends is not None and place.edition.ends < today


def account_of(place: Place, today: date) -> Account:
    """What is owed for the place; nobody is late on a place that was given back."""
    start = place.edition.starts if place.state in HOLDING_A_SEAT else None
    return account(place.ledger.balance(), start, today)
