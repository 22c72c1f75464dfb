"""Reviews of one application, as far as the person who looks may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from academy.accounts.models import User
from catalogue.models import Criterion
from enrolment.models import Application, Conflict, Review, SelectionPlan
from enrolment.rules.review import Interests, Seat, Standing, conflict, standing, weighted
from enrolment.states import DECIDABLE_APPLICATION

REVIEW = "enrolment.review_application"
DECLARED = "declared"


def interests_of(person: User) -> Interests:
    """What keeps a reviewer from some applications."""
    return Interests(person.works_for, frozenset(str(desk) for desk in person.country_desks))


def ties_of(application: Any) -> Interests:
    """What ties the applicant: where the person works, and the passport."""
    return Interests(application.organization, frozenset({str(application.country), str(application.nationality)}))


def conflict_of(person: User, application: Application) -> str:
    """``declared``, ``organization``, ``country``, or nothing."""
    if Conflict.objects.filter(application=application, reviewer=person).exists():
        return DECLARED
    return conflict(interests_of(person), ties_of(application))


def counted(application: Application) -> list[Review]:
    """The reviews that count: not those of people who declared a conflict afterwards."""
    conflicted = Conflict.objects.filter(application=application).values("reviewer")
    return list(application.reviews.exclude(reviewer__in=conflicted).select_related("reviewer"))


def weights_of(criteria: Iterable[Criterion]) -> dict[str, int]:
    """How much each criterion counts, by its key."""
    return {criterion.key: criterion.weight for criterion in criteria}


def standing_of(reviews: Iterable[Review], weights: Mapping[str, int], plan: SelectionPlan) -> Standing:
    """Where these reviews stand by the edition's plan."""
    totals = [weighted(review.scores, weights) for review in reviews]
    return standing(totals, plan.reviews_needed, Decimal(plan.most_apart))


@dataclass(frozen=True)
class Reading:
    """One application before one person: ``shown`` are the reviews that the person may see, by the rule of the seat."""

    seat: Seat
    standing: Standing
    criteria: list[Criterion]
    shown: list[Review]
    hidden: int


def reading(person: User, application: Application) -> Reading:
    """Everything about the reviews of ``application`` that ``person`` may know; the only way to others' scores."""
    criteria = list(Criterion.objects.of(application.edition))
    reviews, plan = counted(application), SelectionPlan.of(application.edition)
    known = standing_of(reviews, weights_of(criteria), plan)
    own = [review for review in reviews if review.reviewer_id == person.pk]
    seat = Seat(
        reviewer=person.has_perm(REVIEW),
        conflict=conflict_of(person, application),
        has_given=bool(own),
        undecided=application.state in DECIDABLE_APPLICATION,
        complete=known.complete,
    )
    shown = reviews if seat.sees_scores else own
    return Reading(seat, known, criteria, shown, len(reviews) - len(shown))
