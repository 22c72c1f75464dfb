"""Reviewers give their scores, or say that they must not."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from enrolment.models import Application, Conflict, Review
from enrolment.rules.review import LEAST, MOST
from enrolment.selectors.reviews import DECLARED, Reading, conflict_of, reading

IN_THE_WAY = {
    DECLARED: gettext_lazy("You declared a conflict of interest."),
    "organization": gettext_lazy("You work for the applicant’s organization."),
    "country": gettext_lazy("The applicant’s country is one that you look after."),
}


@transaction.atomic
def give(application: Application, *, by: User, scores: Mapping[str, int], comment: str, now: datetime) -> Review:
    """Keep a review with a score from 0 to 5 for each criterion. It stands: then the others' are shown.

    Raises Refused for somebody with a conflict of interest, for a second review, once the application is decided or
    has all the reviews that it needs, and for anything but one score for each criterion.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    found = reading(by, application)
    demand_seat(found)
    asked = {criterion.key for criterion in found.criteria}
    if not asked:
        raise Refused(_("This edition has no selection criteria yet; an administrator can add them."))
    if set(scores) != asked or not all(LEAST <= score <= MOST for score in scores.values()):
        raise Refused(_("Give each criterion a score from 0 to 5."))
    return Review.objects.create(
        application=application, reviewer=by, scores=dict(scores), comment=comment, given_at=now
    )


def demand_seat(found: Reading) -> None:
    """Raise Refused, with the reason, unless the person may review."""
    seat = found.seat
    if seat.conflict:
        raise Refused(IN_THE_WAY[seat.conflict])
    if seat.has_given:
        raise Refused(_("You have given your review already; it stands."))
    if not seat.undecided:
        raise Refused(_("This application is not waiting for a decision."))
    if not seat.may_review:
        raise Refused(_("This application has all the reviews that it needs."))


@transaction.atomic
def declare_conflict(application: Application, *, by: User, why: str, now: datetime) -> Conflict:
    """Note that an interest of ``by`` stands in the way; a review that was given before counts no more.

    Doing it twice is doing it once. Raises Refused without a reason.
    """
    if not why.strip():
        raise Refused(_("Say in a few words what the interest is."))
    application = lock_one(Application.objects.filter(pk=application.pk))
    declared, _made = Conflict.objects.get_or_create(
        application=application, reviewer=by, defaults={"why": why, "declared_at": now}
    )
    return declared


def demand_impartial(application: Application, by: User | None) -> None:
    """Raise Refused for somebody with a conflict of interest: who may not review, does not decide; None: the clock."""
    if by and (found := conflict_of(by, application)):
        raise Refused(IN_THE_WAY[found])
