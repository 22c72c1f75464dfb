"""What this app keeps itself: who read what, and wishes to be erased."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.keeping import operations
from academy.keeping.models import Reading
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept, delete

READINGS = Until(_("the day on which it was read"), years=3)

KEPT = [
    Kept(
        "keeping.Reading",
        "matter about at",
        whose="subject",
        what=_("Who of the Centre’s staff read your data, and when"),
        why=_("So that misuse can be found out."),
        until=READINGS,
    ),
    Kept(
        "keeping.Erasure",
        "state idle asked_at on",
        whose="person",
        what=_("Your wish to have your account erased"),
        why=_("To carry it out, and to show that it was."),
        until=_("as long as the Centre must show it; your name is not in it"),
        after=_("It says only that an account was erased, and when."),
    ),
    Kept(
        "keeping.ErasureChange",
        "verb source target at why",
        whose="erasure__person",
        what=_("When you asked to have your account erased or called it back"),
        why=_("To carry it out, and to show that it was."),
        until=_("as long as the Centre must show it; your name is not in it"),
        after=_("It says only that an account was erased, and when."),
    ),
]


def old_readings(today: date) -> QuerySet[Any]:
    """Looks that are older than three years."""
    return Reading.objects.filter(at__lt=clock.start_of_day(READINGS.cutoff(today)))


DUES = [
    Due("erasures", _("Accounts whose day has come"), operations.erasures_due, operations.carry_out),
    Due("readings", _("Looks at personal data"), old_readings, delete),
]
