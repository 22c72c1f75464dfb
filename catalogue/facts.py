"""From the catalogue's tables to the dataclasses that rules want."""

from datetime import date
from decimal import Decimal

from catalogue.models import CancellationPolicy, Delivery, Edition
from catalogue.rules.cancellation import Policy, Tier
from catalogue.rules.status import Dates, Status, status


def dates_of(edition: Edition) -> Dates:
    """The days that decide where the edition stands."""
    return Dates(
        starts=edition.starts,
        ends=edition.ends,
        applications_open=edition.applications_open,
        applications_close=edition.applications_close,
        own_pace=edition.delivery == Delivery.SELF_GUIDED,
        archived=edition.archived,
        cancelled=edition.cancelled,
    )


def status_of(edition: Edition, today: date) -> Status:
    """Where the edition stands on ``today``."""
    return status(dates_of(edition), today)


def policy_of(policy: CancellationPolicy) -> Policy:
    """The policy as the rules want it; reads ``policy.tiers``, which a list prefetches."""
    tiers = tuple(Tier(tier.days_at_least, tier.penalty_percent) for tier in policy.tiers.all())
    return Policy(tiers, policy.alternatives_notice_days, policy.bank_charges)


def price_of(edition: Edition) -> Decimal | None:
    """The whole price in EUR, or None when no part of it is known; reads ``edition.price_parts``."""
    parts = [part.amount for part in edition.price_parts.all()]
    return sum(parts, Decimal("0.00")) if parts else None
