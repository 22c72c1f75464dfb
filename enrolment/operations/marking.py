"""Two people mark a final assignment without knowing whose it is; the marks decide it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Agreement, Mark, Submission
from enrolment.operations.assignment import tell
from enrolment.rules import assignment as rules
from enrolment.states import TO_BE_MARKED


def locked(submission: Submission) -> Submission:
    """The submission under its lock."""
    rows = Submission.objects.select_related("place__edition__final_assignment", "place__participant")
    return lock_one(rows.filter(pk=submission.pk))


@transaction.atomic
def give(submission: Submission, *, by: User, scores: Mapping[str, int], feedback: str, now: datetime) -> Mark:
    """One mark by criteria, with words for the participant; with it, the result may be known.

    Raises Refused for who has given one, wrote it, or comes when no more are needed.
    """
    submission = locked(submission)
    if not facts.may_mark(submission, by):
        raise Refused(_("This assignment needs no mark of yours."))
    assignment = submission.place.edition.final_assignment
    weights = dict(assignment.criteria.values_list("key", "weight"))
    given = submission.marks.create(
        by=by, scores=dict(scores), total=rules.mark(scores, weights), feedback=feedback, at=now
    )
    decide(submission, by=by, now=now)
    return given


@transaction.atomic
def agree(submission: Submission, *, by: User, total: Decimal, why: str, now: datetime) -> Agreement:
    """One of the two who lie far apart would agree to ``total``; it counts when the other says the same.

    Raises Refused for anybody else, for a mark outside of theirs, and where the marks do not lie apart.
    """
    submission = locked(submission)
    totals = [mark.total for mark in submission.marks.all()]
    if submission.state != "apart" or by.pk not in [mark.by_id for mark in submission.marks.all()]:
        raise Refused(_("Only the two whose marks lie far apart agree on one."))
    if not min(totals) <= total <= max(totals):
        raise Refused(_("The mark on which you agree lies between the two."))
    given = submission.agreements.create(by=by, total=total, why=why, at=now)
    decide(submission, by=by, now=now)
    return given


def decide(submission: Submission, *, by: User, now: datetime) -> None:
    """What the marks of the locked submission come to, if they come to anything yet."""
    policy = facts.marking_policy(submission.place.edition.final_assignment)
    marks = [mark.total for mark in submission.marks.all()]
    found = rules.settled(marks, facts.agreed(submission), policy)
    if found is not None:
        close(submission, rules.after_lateness(found, submission.days_late, policy), policy, by=by, now=now)
    elif len(marks) == 2 and submission.state in TO_BE_MARKED and submission.state != "apart":
        move(submission, "part", by=by, now=now)


def close(submission: Submission, found: Decimal, policy: rules.Policy, *, by: User, now: datetime) -> None:
    """Write the result down and tell the participant; nobody is named."""
    submission.mark, submission.decided_at = found, now
    submission.save(update_fields=["mark", "decided_at"])
    move(submission, "pass" if rules.is_passed(found, policy) else "fail", by=by, now=now)
    again = submission.state == "failed" and rules.may_try_again(policy, submission.attempt)
    until = facts.hand_in_by(submission.place, policy) if again else None
    tell(submission.place, "enrolment/assignment_result", submission=submission, until=until)
