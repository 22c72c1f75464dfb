"""The order of the reserve list, and whether it moves."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import (
    Exists,
    OuterRef,
)

from catalogue.models import Criterion, Edition
from enrolment.models import (
    Application,
    Conflict,
    ReserveList,
    Review,
)
from enrolment.rules.reserve import Waiting, in_order
from enrolment.rules.reserve import is_over as is_over_for_reserve
from enrolment.rules.review import rounded, weighted


def reserve_of(edition: Edition) -> list[Application]:
    """Everybody on the reserve list of the edition, the next one first."""
    rows = {row.pk: row for row in edition.applications.filter(state="reserve").select_related("applicant")}
    scores = scores_in(edition, rows)
    waiting = [
        Waiting(key, row.reserve_rank, scores.get(key), row.submitted_at or row.started_at) for key, row in rows.items()
    ]
    return [rows[one.key] for one in in_order(waiting)]


def scores_in(edition: Edition, applications: Iterable[int]) -> dict[int, Decimal]:
    """The mean score of each of these applications that was reviewed, as the edition's criteria weigh it.

    A review of somebody who declared a conflict of interest afterwards does not count.
    """
    weights = {criterion.key: criterion.weight for criterion in Criterion.objects.of(edition)}
    declared = Conflict.objects.filter(application=OuterRef("application"), reviewer=OuterRef("reviewer"))
    totals: dict[int, list[Decimal]] = {}
    for review in Review.objects.filter(~Exists(declared), application__in=applications):
        totals.setdefault(review.application_id, []).append(weighted(review.scores, weights))
    return {key: rounded(sum(found, Decimal(0)) / len(found)) for key, found in totals.items()}


def reserve_position(application: Application) -> int | None:
    """Where the applicant stands on the reserve list, from 1; None for who is not on it."""
    order = [one.pk for one in reserve_of(application.edition)]
    return order.index(application.pk) + 1 if application.pk in order else None


def reserve_moves(edition: Edition) -> bool:
    """Whether staff let the reserve list move by itself, as it does until they stop it."""
    return not ReserveList.objects.filter(edition=edition, state="stopped").exists()


def reserve_is_over(edition: Edition, today: date) -> bool:
    """Whether nobody moves up any more."""
    return is_over_for_reserve(edition.starts, today, called_off=edition.cancelled)
