"""Where a participant stands with the final assignment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from academy import clock
from academy.accounts.models import User
from catalogue.models import CountsWhen, Edition, FinalAssignment
from enrolment.models import Place, Submission
from enrolment.rules import assignment as rules
from enrolment.states import HOLDING_A_SEAT, TO_BE_MARKED


def assignment_of(edition: Edition) -> FinalAssignment | None:
    """What the edition asks; None where it asks for none."""
    return getattr(edition, "final_assignment", None)


def marking_policy(assignment: FinalAssignment) -> rules.Policy:
    """The edition's rules."""
    names: Any = rules.Policy.__dataclass_fields__
    return rules.Policy(**{name: getattr(assignment, name) for name in names})


@dataclass(frozen=True)
class Work:
    """The assignment, the attempts so far, the last day of the present one, and whether it can be handed in today."""

    assignment: FinalAssignment
    attempts: tuple[Submission, ...]
    due: date
    late: int
    open: bool

    @property
    def last(self) -> Submission | None:
        """The present attempt, or the last one; None before anything was saved."""
        return self.attempts[-1] if self.attempts else None


def work_of(place: Place, today: date) -> Work | None:
    """What the participant can hand in on ``today``; reads the submissions and extensions of the place."""
    assignment = assignment_of(place.edition)
    if assignment is None:
        return None
    policy, attempts = marking_policy(assignment), tuple(place.submissions.all())
    due = hand_in_by(place, policy)
    open_now = place.state in HOLDING_A_SEAT and can_write(attempts, policy) and rules.is_taken(policy, due, today)
    return Work(assignment, attempts, due, rules.days_late(due, today), open_now)


def hand_in_by(place: Place, policy: rules.Policy) -> date:
    """The last day of the present attempt."""
    attempts = list(place.submissions.all())
    extended = max((row.until for row in place.extensions.all()), default=None)
    failed = [one for one in attempts if one.state == "failed" and one.attempt < rules.ATTEMPTS]
    if failed and policy.resubmit_days and failed[0].decided_at:
        return rules.due_on(policy, extended, clock.civil_day(failed[0].decided_at))
    return rules.due_on(policy, extended)


def can_write(attempts: tuple[Submission, ...], policy: rules.Policy) -> bool:
    """Whether an attempt is being written, or may be begun."""
    if not attempts or attempts[-1].state == "draft":
        return True
    return attempts[-1].state == "failed" and rules.may_try_again(policy, attempts[-1].attempt)


def assignments_counted(place: Place) -> int:
    """How many count towards the requirement: one, or none."""
    assignment = assignment_of(place.edition)
    if assignment is None:
        return 0
    states = [one.state for one in place.submissions.all()]
    return rules.counted(states, passed_only=assignment.counts == CountsWhen.PASSED)


def may_mark(submission: Submission, by: User) -> bool:
    """Whether a mark of this person is still wanted; nobody marks what is their own, or twice."""
    marks = list(submission.marks.all())
    needed = 3 if submission.state == "apart" else 2
    own = submission.place.participant_id == by.pk or by.pk in [mark.by_id for mark in marks]
    return submission.state in TO_BE_MARKED and len(marks) < needed and not own


def agreed(submission: Submission) -> Decimal | None:
    """The mark to which both of the two agree by now; None while they say different things."""
    said = {row.by_id: row.total for row in submission.agreements.all()}
    return next(iter(said.values())) if len(said) == 2 and len(set(said.values())) == 1 else None
