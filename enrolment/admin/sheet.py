"""What is shown of an application beside the decision."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from enrolment import facts
from enrolment.models import Application
from enrolment.states import HOLDING_A_SEAT, NOTED

SECTIONS = (
    (_("Person"), ("full_name", "certificate_name", "gender", "nationality", "country")),
    (_("Work"), ("organization", "position", "sector", "years_of_experience", "languages")),
    (_("Financing"), ("rate", "financing", "sponsor_name", "sponsor_contact", "sponsor_email")),
    (_("Motivation"), ("motivation",)),
)


@dataclass(frozen=True)
class Answer:
    """One field with the words that were given; ``lacking`` when it is needed and empty."""

    label: Any
    value: Any
    lacking: bool


def lacking(application: Application) -> list[str]:
    """The names of everything that is needed and missing."""
    return [str(label) for label in facts.lacking(application)]


def answers(application: Application) -> list[tuple[Any, list[Answer]]]:
    """Headings with their answers; an empty field that nobody asked for is left out."""
    missing = {item.field for item in facts.missing(application)}
    found = []
    for heading, names in SECTIONS:
        rows = [Answer(facts.label_of(name), words(application, name), name in missing) for name in names]
        found.append((heading, [row for row in rows if row.lacking or row.value not in ("", None)]))
    return found


def words(application: Application, name: str) -> Any:
    """The answer as people read it: the label of a choice, the name of a country."""
    value = getattr(application, name)
    display = getattr(application, f"get_{name}_display", None)
    return getattr(value, "name", None) or (display() if display and value else value)


def wishes(application: Application) -> list[dict[str, Any]]:
    """The electives wished for, area by area and dearest first, with the seats that are left in each."""
    held = Q(elective__seats__place__state__in=HOLDING_A_SEAT)
    rows = application.wishes.select_related("elective__area").annotate(taken=Count("elective__seats", filter=held))
    return [{"wish": row, "left": max(row.elective.capacity - row.taken, 0)} for row in rows]


def duplicates(application: Application) -> list[tuple[Application, str]]:
    """Applications of other accounts that may be the same person's, each with what they share."""
    words = {"name": _("same name and country"), "email": _("same mailbox")}
    found = facts.perhaps_the_same_person(application)
    return [(other, ", ".join(str(words[reason]) for reason in reasons)) for other, reasons in found]


def seats(application: Application) -> dict[str, int | None]:
    """The edition's places, those taken, those free, and how many wait for them."""
    edition = application.edition
    waiting = edition.applications.to_decide().aggregate(
        submitted=Count("pk", filter=Q(state="submitted")), reserve=Count("pk", filter=Q(state="reserve"))
    )
    return {"capacity": edition.capacity, "left": facts.places_left(edition), **waiting}


def steps(thing: Any) -> list[tuple[Any, StateChange]]:
    """Each change of an application or a place, with the word for the state that it led to."""
    steps = thing.changes.select_related("by")
    return [(NOTED.get(step.verb) or thing.TABLE.states[step.target].for_staff, step) for step in steps]
