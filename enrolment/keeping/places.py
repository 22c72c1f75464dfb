"""What is kept of participants: the place, the electives, the learning record."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept
from enrolment.keeping.people import CHANGE
from enrolment.keeping.periods import LAW, PLACES

RUNNING = _("To run the course, and to show what completed it.")
RECORD = _("Your learning record, without your name: it belongs to a place that the accounts name.")
PARTICIPANT = "place__participant"

ABOUT_PLACES = [
    Kept(
        "enrolment.Place",
        "state confirmed_at terms",
        whose="participant",
        what=_("Your places, with the terms that you agreed to"),
        why=RUNNING,
        until=PLACES,
        after=LAW,
    ),
    Kept(
        "enrolment.PlaceChange",
        CHANGE,
        whose=PARTICIPANT,
        what=_("What became of your places, with reasons"),
        why=RUNNING,
        until=PLACES,
        after=LAW,
    ),
    Kept(
        "enrolment.ElectiveSeat",
        "taken_at",
        whose=PARTICIPANT,
        what=_("Your seats in electives"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.ElectiveWait",
        "since",
        whose=PARTICIPANT,
        what=_("That you wait for a seat in an elective"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Evidence",
        "kind amount at",
        whose=PARTICIPANT,
        what=_("Your learning record"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Attendance",
        "present source at",
        whose=PARTICIPANT,
        what=_("The sessions to which you came"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Result",
        "name passed said at",
        whose=PARTICIPANT,
        what=_("The assessments that you passed"),
        why=RUNNING,
        until=PLACES,
        after=RECORD,
    ),
    Kept(
        "enrolment.Transfer",
        "state asked_at why",
        whose=PARTICIPANT,
        what=_("That you asked to move to another edition, and why"),
        why=RUNNING,
        until=PLACES,
        after=LAW,
    ),
    Kept(
        "enrolment.TransferChange",
        CHANGE,
        whose="transfer__place__participant",
        what=_("What became of your wish to move"),
        why=RUNNING,
        until=PLACES,
        after=LAW,
    ),
]
