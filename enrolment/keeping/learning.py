"""What is kept of the work that participants hand in, and of the marks that it got."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept
from enrolment.keeping.people import CHANGE
from enrolment.keeping.periods import PLACES, WORKS
from enrolment.keeping.places import PARTICIPANT, RECORD, RUNNING

MARKING = _("To mark your work, and so that a mark can be explained and checked.")

ABOUT_LEARNING = [
    Kept(
        "enrolment.Submission",
        "attempt code state text saved_at handed_in_at days_late mark decided_at",
        whose=PARTICIPANT,
        files="document",
        what=_("Your final assignment: text and file two years, that you handed it in and its mark longer"),
        why=MARKING,
        until=WORKS,
        after=RECORD,
    ),
    Kept(
        "enrolment.SubmissionChange",
        CHANGE,
        whose="submission__place__participant",
        what=_("When you handed in your final assignment, and what became of it"),
        why=MARKING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Mark",
        "scores total feedback at",
        whose="submission__place__participant",
        what=_("Marks of your final assignment, with feedback"),
        why=MARKING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Agreement",
        "total why at",
        whose="submission__place__participant",
        what=_("How two markers agreed on a mark"),
        why=MARKING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Extension",
        "until why at",
        whose=PARTICIPANT,
        what=_("That you were given more time, and why"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Team",
        "text saved_at mark reasons state",
        whose="saved_by members__place__participant",
        files="document",
        what=_("The work of your team: text and file two years, its mark longer"),
        why=MARKING,
        until=WORKS,
        after=RECORD,
    ),
    Kept(
        "enrolment.TeamChange",
        CHANGE,
        whose="team__members__place__participant",
        what=_("When your team handed in its work, and what became of it"),
        why=MARKING,
        until=PLACES,
        after=RECORD,
    ),
]
