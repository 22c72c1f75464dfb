"""What happened so far, in the words of the person concerned."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.models import StateChange
from academy.states import Table
from enrolment.models import Application, Place
from enrolment.states import APPLICATION, NOTED, PLACE


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    label: str
    day: date
    done: bool = True


def of_application(application: Application) -> list[Event]:
    """From the first draft to the last change; what staff noted for themselves stays theirs."""
    started = Event(_("Started"), clock.civil_day(application.started_at))
    return [
        started,
        *(event(change, APPLICATION) for change in application.changes.exclude(verb__in=["rank", "enter", "rate"])),
    ]


def of_place(place: Place) -> list[Event]:
    """From the confirmation to the last change."""
    return [event(change, PLACE) for change in place.changes.all()]


def event(change: StateChange, table: Table) -> Event:
    """The step in the words of the person concerned."""
    label = NOTED.get(change.verb) or table.states[change.target].for_applicant
    return Event(capfirst(str(label)), clock.civil_day(change.at))


def letters_to(who: User, *about: str) -> QuerySet[Letter]:
    """The letters that the person was sent about these things, the newest first; never one with a secret."""
    return who.letters.filter(about__in=about, confidential=False)
