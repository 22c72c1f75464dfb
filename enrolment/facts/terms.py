"""What was agreed when a place was given."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from catalogue import facts as catalogue_facts
from catalogue.facts import Price, price_at, usual_price
from catalogue.models import Edition, Rate
from catalogue.rules.cancellation import Policy, Tier, eased
from enrolment.models import (
    Application,
    Place,
    PlanKind,
)
from enrolment.rules.terms import Needed, Part, Terms


def price_for(application: Application) -> Price:
    """What the applicant would pay today: the rate of the kind that the application names, or the usual price."""
    return price_at(application.rate) if application.rate else usual_price(application.edition)


def terms_for(application: Application) -> Terms:
    """What the applicant agrees to when accepted today."""
    return terms_at(application.edition, application.rate)


def terms_at(edition: Edition, rate: Rate | None) -> Terms:
    """What somebody of this kind agrees to when accepted today; None: of no special kind, at the usual price."""
    kind = {language: getattr(rate, f"title_{language}") for language, _name in settings.LANGUAGES} if rate else {}
    return terms_of_edition(edition, price_at(rate) if rate else usual_price(edition), kind)


def terms_of_edition(edition: Edition, price: Price | None = None, kind: Mapping[str, str] | None = None) -> Terms:
    """What somebody who is accepted today agrees to, at the usual price or at that of a ``kind`` of participant."""
    return Terms(
        parts=tuple(Part(part.kind, part.amount) for part in (price or usual_price(edition)).parts),
        kind=kind or {},
        policy=catalogue_facts.policy_of(edition.policy) if edition.policy else Policy(()),
        requirements=tuple(Needed(row.kind, row.amount, row.unit) for row in edition.requirements.all()),
        participation=edition.participation_percent,
    )


def frozen(terms: Terms) -> dict[str, Any]:
    """The terms as JSON keeps them; sums of money are text, so that no cent is lost."""
    return asdict(terms)


def terms_of(place: Place) -> Terms:
    """The terms that were frozen on the place."""
    kept = place.terms
    policy = kept["policy"]
    return Terms(
        parts=tuple(Part(part["kind"], Decimal(part["amount"])) for part in kept["parts"]),
        policy=Policy(
            tiers=tuple(Tier(tier["days_at_least"], tier["penalty_percent"]) for tier in policy["tiers"]),
            alternatives_notice_days=policy["alternatives_notice_days"],
            bank_charges=Decimal(policy["bank_charges"]),
        ),
        requirements=tuple(Needed(**need) for need in kept["requirements"]),
        kind=kept.get("kind", {}),
        participation=kept.get("participation"),
    )


def free_until(place: Place) -> date | None:
    """The last day on which the place can be left at no cost, because the Centre postponed the edition; else None."""
    moved = place.edition.changes_of_plan.filter(kind=PlanKind.POSTPONED, at__gte=place.confirmed_at)
    last = moved.order_by("leave_until").last()
    return last.leave_until if last else None


def eased_terms(place: Place) -> Terms:
    """The terms that were agreed, with a policy that is eased where the Centre postponed the edition."""
    terms, start = terms_of(place), place.edition.starts
    return replace(terms, policy=eased(terms.policy, start, free_until(place))) if start else terms
