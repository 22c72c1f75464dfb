"""What a marker sees: assignments by code, never by name, and others' marks only after one's own."""

from dataclasses import dataclass

from django.db.models import Q

from academy.accounts.models import User
from enrolment import facts
from enrolment.models import Mark, Submission
from enrolment.states import TO_BE_MARKED


@dataclass(frozen=True)
class Row:
    """An assignment, how many marks it has, one's own, and whether one more of this person's is wanted."""

    submission: Submission
    given: int
    mine: Mark | None
    wanted: bool


def rows_for(marker: User) -> list[Row]:
    """Everything that this person may mark or has marked, what is wanted first; in two queries."""
    marked = Mark.objects.filter(by=marker).values("submission")
    rows = Submission.objects.filter(Q(state__in=TO_BE_MARKED) | Q(pk__in=marked))
    rows = rows.select_related("place__edition__course").prefetch_related("marks").order_by("handed_in_at", "code")
    found = [row_of(one, marker) for one in rows]
    return sorted((row for row in found if row.wanted or row.mine), key=lambda row: not row.wanted)


def row_of(submission: Submission, marker: User) -> Row:
    """One assignment as this person sees it."""
    marks = list(submission.marks.all())
    mine = next((mark for mark in marks if mark.by_id == marker.pk), None)
    return Row(submission, len(marks), mine, facts.may_mark(submission, marker))


@dataclass(frozen=True)
class Sheet:
    """One assignment before a marker: the marks that may be seen, and whether one is asked to agree on one."""

    row: Row
    marks: tuple[Mark, ...]
    agrees: bool


def sheet_for(submission: Submission, marker: User) -> Sheet:
    """Others' marks are for who has given one, or cannot give any more because it is decided."""
    row = row_of(submission, marker)
    seen = row.mine is not None or submission.state not in TO_BE_MARKED
    marks = tuple(submission.marks.select_related("by")) if seen else ()
    return Sheet(row, marks, row.mine is not None and submission.state == "apart")
