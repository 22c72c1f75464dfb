"""The steps of the form as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrolment import facts
from enrolment.models import Application
from enrolment.rules.completeness import OF_THE_PLACE

LABELS = {
    "you": _("You"),
    "work": _("Work"),
    "financing": _("Who pays"),
    "motivation": _("Motivation"),
    "electives": _("Electives"),
    "check": _("Check and send"),
}


@dataclass(frozen=True)
class Step:
    """One step in the row of steps: ``state`` is ``done``, ``current`` or empty."""

    label: Any
    url: str
    state: str


@dataclass(frozen=True)
class Gap:
    """Something that is missing, in words, and where it is filled in."""

    label: Any
    url: str


def keys(application: Application) -> list[str]:
    """The steps of this form: nothing to choose without electives, nothing of the place for a substitute."""
    asked = [key for key in LABELS if key != "electives" or application.edition.electives_to_choose]
    return [key for key in asked if application.stands_in_id is None or key not in OF_THE_PLACE]


def url(application: Application, step: str) -> str:
    """The address of one step."""
    edition = application.edition
    return reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, step])


def first_open(application: Application) -> str:
    """Where to go on: the first step with something missing, or the check."""
    lacking = facts.missing(application)
    return lacking[0].step if lacking else "check"


def following(application: Application, step: str) -> str:
    """The step after ``step``."""
    all_keys = keys(application)
    return all_keys[all_keys.index(step) + 1]


def row(application: Application, current: str) -> list[Step]:
    """All steps; one is done when nothing of it is missing."""
    open_steps = {gap.step for gap in facts.missing(application)} | {"check"}
    return [
        Step(LABELS[key], url(application, key), "current" if key == current else "" if key in open_steps else "done")
        for key in keys(application)
    ]


def gaps(application: Application) -> list[Gap]:
    """What is missing, each with a link to its field."""
    return [
        Gap(facts.label_of(gap.field), f"{url(application, gap.step)}#div_id_{gap.field}")
        for gap in facts.missing(application)
    ]
