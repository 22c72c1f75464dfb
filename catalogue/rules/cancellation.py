"""What leaving an edition costs, by the day of the written notice.

Source: the Centre's policy for open courses. 14 calendar days or more before the first day of the course: no
penalty; 8 to 13 days: 50 % of the course price; 7 or fewer, also after the start: 100 %.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Tier:
    """``penalty_percent`` of the price from ``days_at_least`` days before the start; None: however late."""

    days_at_least: int | None
    penalty_percent: int


@dataclass(frozen=True)
class Policy:
    """Tiers, the notice (in days) for a substitute or another course, and the bank charges (EUR) of a refund."""

    tiers: tuple[Tier, ...]
    alternatives_notice_days: int = 14
    bank_charges: Decimal = Decimal("0.00")


@dataclass(frozen=True)
class Span:
    """The days on which one tier applies, both included; None is open-ended."""

    since: date | None
    until: date | None
    penalty_percent: int


@dataclass(frozen=True)
class Notice:
    """The days before the start on which one tier applies, both included; None is open-ended."""

    most: int | None
    least: int | None
    penalty_percent: int


def in_order(policy: Policy) -> list[Tier]:
    """The tiers from the earliest notice to the latest; the one without a limit stands last."""
    limited = [tier for tier in policy.tiers if tier.days_at_least is not None]
    last = [tier for tier in policy.tiers if tier.days_at_least is None]
    return sorted(limited, key=lambda tier: -(tier.days_at_least or 0)) + last


def tier_for(policy: Policy, days_before: int) -> Tier:
    """The tier of a notice ``days_before`` days before the start (negative after it): 13 days is 50 %.

    A policy whose tiers do not cover the day asks nothing: what was not agreed cannot be charged.
    """
    for tier in in_order(policy):
        if tier.days_at_least is None or days_before >= tier.days_at_least:
            return tier
    return Tier(None, 0)


def spans(policy: Policy, start: date) -> list[Span]:
    """The policy as dates: for a start on 30 June, "until 16 June: 0 %, 17 to 22 June: 50 %, from 23 June: 100 %"."""

    def day(before: int | None) -> date | None:
        return None if before is None else start - timedelta(days=before)

    return [Span(day(one.most), day(one.least), one.penalty_percent) for one in notices(policy)]


def notices(policy: Policy) -> list[Notice]:
    """The policy in days before a start that is not known: "14 or more: 0 %, 13 to 8: 50 %, 7 or fewer: 100 %"."""
    found: list[Notice] = []
    most: int | None = None
    for tier in in_order(policy):
        found.append(Notice(most, tier.days_at_least, tier.penalty_percent))
        most = None if tier.days_at_least is None else tier.days_at_least - 1
    return found


def eased(policy: Policy, start: date, free_until: date | None) -> Policy:
    """The policy with no penalty up to ``free_until``, which the Centre grants when it postpones an edition.

    Free until 20 February for a start on 1 March is nine days before: a notice 9 days before costs nothing, one 8 days
    before half the price as ever. A day that was free anyway changes nothing.
    """
    days = None if free_until is None else (start - free_until).days
    if days is None or tier_for(policy, days).penalty_percent == 0:
        return policy
    later = [tier for tier in policy.tiers if tier.days_at_least is None or tier.days_at_least < days]
    return replace(policy, tiers=(Tier(days, 0), *later))


def last_day_for_alternatives(policy: Policy, start: date) -> date:
    """The last day on which a substitute or another course may be named instead of cancelling."""
    return start - timedelta(days=policy.alternatives_notice_days)
