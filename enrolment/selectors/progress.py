"""How far the reviewers of an edition are."""

from dataclasses import dataclass

from django.db.models import Q

from academy.accounts.models import User
from enrolment.models import Conflict, Review
from enrolment.rules.review import conflict
from enrolment.selectors.pool import Pool, Row
from enrolment.selectors.reviews import interests_of, ties_of


@dataclass(frozen=True)
class Reviewer:
    """One person: reviews given, applications that still need one of theirs, and those that they may not review."""

    person: User
    given: int
    to_give: int
    conflicts: int


@dataclass(frozen=True)
class Progress:
    """Everybody who reviews, how many reviews are still needed, and who waits longest without all of them."""

    reviewers: list[Reviewer]
    needed: int
    oldest: Row | None


def reviewers() -> list[User]:
    """Everybody who may review and may sign in."""
    may = Q(groups__permissions__codename="review_application") | Q(user_permissions__codename="review_application")
    return list(User.objects.filter(may, is_active=True).distinct().order_by("name", "pk"))


def progress(found: Pool) -> Progress:
    """The state of all reviews, in three queries."""
    open_rows = [row for row in found.rows if row.seat.undecided and not row.standing.complete]
    of_edition = {"application__edition": found.edition}
    given = set(Review.objects.filter(**of_edition).values_list("reviewer", "application"))
    declared = set(Conflict.objects.filter(**of_edition).values_list("reviewer", "application"))
    return Progress(
        reviewers=[one(person, found, open_rows, given, declared) for person in reviewers()],
        needed=sum(row.standing.needed - row.standing.given for row in open_rows),
        oldest=open_rows[0] if open_rows else None,
    )


def one(
    person: User, found: Pool, open_rows: list[Row], given: set[tuple[int, int]], declared: set[tuple[int, int]]
) -> Reviewer:
    """One reviewer's numbers."""
    interests = interests_of(person)
    barred = {
        row.key
        for row in found.rows
        if (person.pk, row.key) in declared or conflict(interests, ties_of(row.application))
    }
    mine = {key for reviewer, key in given if reviewer == person.pk}
    to_give = [row for row in open_rows if row.key not in barred | mine]
    return Reviewer(person, len(mine - barred), len(to_give), len(barred))
