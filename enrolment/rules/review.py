"""Scores of independent reviewers: what they come to together, who may give one, and who may see those of others.

Source: the Centre selects by a standardised procedure. Ours: at least two people read each application, neither
knows what the other thinks before both have said it, and nobody reads where an interest stands in the way.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST, MOST = 0, 5
CENT = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    """To two places, halves away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)


def weighted(scores: Mapping[str, int], weights: Mapping[str, int]) -> Decimal:
    """The mean of scores by criterion, each as often as its weight says, from 0.00 to 5.00.

    4 and 1 with weights 2 and 1 come to 3.00. A criterion without a score, or a score whose criterion is gone, counts
    nothing; without any the result is 0.00.
    """
    counted = {key: weights[key] for key in scores if weights.get(key)}
    whole = sum(counted.values())
    if not whole:
        return rounded(Decimal(0))
    return rounded(Decimal(sum(scores[key] * weight for key, weight in counted.items())) / whole)


@dataclass(frozen=True)
class Standing:
    """Where the reviews of one application stand; ``mean`` and ``spread`` are None while there is no review."""

    given: int
    needed: int
    mean: Decimal | None
    spread: Decimal | None
    disagree: bool

    @property
    def complete(self) -> bool:
        """Whether as many reviews were given as are needed; a disagreement needs one more."""
        return self.given >= self.needed


def standing(totals: Sequence[Decimal], needed: int, most_apart: Decimal) -> Standing:
    """``totals`` are the weighted scores; where they lie further apart than ``most_apart``, one more is needed.

    2.00 and 4.50 with 1.50 at most: they disagree, and a third review is needed. With the third, it is complete.
    """
    if not totals:
        return Standing(0, needed, None, None, disagree=False)
    spread = max(totals) - min(totals)
    disagree = spread > most_apart
    mean = rounded(sum(totals, Decimal(0)) / len(totals))
    return Standing(len(totals), needed + disagree, mean, spread, disagree)


@dataclass(frozen=True)
class Interests:
    """What ties a person: an organization, and the countries of a reviewer's desks or an applicant's own."""

    organization: str
    countries: frozenset[str]


def plain(name: str) -> str:
    """A name without case, accents and marks, for comparing: “Ministère du  Travail” is “ministere du travail”."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = (letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def conflict(reviewer: Interests, applicant: Interests) -> str:
    """Why the reviewer may not judge: ``organization``, ``country``, or nothing."""
    if reviewer.organization and plain(reviewer.organization) == plain(applicant.organization):
        return "organization"
    return "country" if reviewer.countries & applicant.countries else ""


@dataclass(frozen=True)
class Seat:
    """One person before one application: what was given, what stands in the way, and whether it is still open."""

    reviewer: bool
    conflict: str
    has_given: bool
    undecided: bool
    complete: bool

    @property
    def may_review(self) -> bool:
        """Reviewers, once each, while a decision is to come and reviews are still needed, and without a conflict."""
        return self.reviewer and self.undecided and not (self.conflict or self.has_given or self.complete)

    @property
    def sees_scores(self) -> bool:
        """Others' scores are for reviewers whom they cannot sway any more, and for nobody with a conflict."""
        return self.reviewer and not self.conflict and not self.may_review
