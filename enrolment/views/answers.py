"""What was answered, section by section, as the last step and the application's page show it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from enrolment import facts
from enrolment.models import Application, Financing
from enrolment.views import steps

ASKED = {
    "you": ("full_name", "certificate_name", "gender", "nationality", "country"),
    "work": ("organization", "position", "sector", "years_of_experience", "languages"),
    "financing": ("financing",),
    "motivation": ("motivation",),
}
ASKED_OF_SPONSORED = ("sponsor_name", "sponsor_contact", "sponsor_email", "sponsor_language")


@dataclass(frozen=True)
class Answer:
    """One question and what was answered; ``url`` leads to a document, ``preview`` shows it as it will be printed."""

    label: Any
    value: str
    url: str = ""
    preview: bool = False


@dataclass(frozen=True)
class Section:
    """The answers of one step, and where they can be changed."""

    label: Any
    url: str
    answers: list[Answer]


def sections(application: Application) -> list[Section]:
    """All answers of the application, also the empty ones."""
    return [
        Section(steps.LABELS[key], steps.url(application, key), answers(application, key))
        for key in steps.keys(application)
        if key != "check"
    ]


def answers(application: Application, step: str) -> list[Answer]:
    """The answers of one step."""
    if step == "electives":
        return wishes(application)
    given = [answer(application, name) for name in ASKED[step]]
    if step == "financing" and application.rate:
        given.insert(0, Answer(facts.label_of("rate"), f"{application.rate}"))
    if step == "financing" and application.financing == Financing.SPONSOR:
        given += [answer(application, name) for name in ASKED_OF_SPONSORED]
        given.append(letter_of(application))
    return given


def wishes(application: Application) -> list[Answer]:
    """The electives of each thematic area, dearest first."""
    found = groupby(application.wishes.select_related("elective__area"), key=lambda wish: wish.elective.area)
    ranked = [Answer(area.title, "\n".join(str(wish) for wish in of_area)) for area, of_area in found]
    return ranked or [Answer(facts.label_of("electives"), "")]


def answer(application: Application, name: str) -> Answer:
    """The answer in one field; the name on the certificate is shown as it will look."""
    value = value_of(application, name)
    return Answer(facts.label_of(name), value, preview=name == "certificate_name" and bool(value))


def value_of(application: Application, name: str) -> str:
    """The value of the field in words."""
    if name in ("nationality", "country"):
        return str(getattr(application, name).name)
    display = getattr(application, f"get_{name}_display", None)
    value = display() if display else getattr(application, name)
    return "" if value is None else str(value)


def letter_of(application: Application) -> Answer:
    """The sponsorship letter, with the address under which its owner can open it."""
    if application.letter is None:
        return Answer(facts.label_of("letter"), "")
    url = reverse("enrolment:letter", args=[application.pk])
    return Answer(facts.label_of("letter"), application.letter.title, url)
