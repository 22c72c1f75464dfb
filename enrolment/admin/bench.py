"""The rows of the workbench in words: on the page, and in the file that is handed out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from academy.exports import harmless
from enrolment.selectors.pool import Row
from enrolment.words import RULES, VERDICTS, word_for

MET, LACKING, PLAIN = "met", "lacking", ""


@dataclass(frozen=True)
class Line:
    """One row in words; ``remarks`` are what is to look at, each with the class that colours it."""

    row: Row
    country: str
    sector: str
    remarks: list[tuple[str, str]]
    chosen: bool


def line(row: Row, chosen: set[int]) -> Line:
    """The row in the words of the page."""
    sector, country = (str(word_for(name, getattr(row.person, name))) for name in ("sector", "country"))
    said = [(str(capfirst(words)), tone) for words, tone in remarks(row)]
    return Line(row, country, sector, said, row.key in chosen)


def remarks(row: Row) -> Iterator[tuple[str, str]]:
    """What of the row is to look at."""
    yield from where_it_stands(row)
    if row.missing:
        yield _("incomplete"), LACKING
    for one in row.findings:
        if one.verdict != "yes":
            yield f"{capfirst(RULES[one.rule])}{_(': ')}{VERDICTS[one.verdict.value]}", PLAIN
    if row.disagree:
        yield _("disagreement"), LACKING
    if row.seat.conflict:
        yield _("conflict of interest"), LACKING


def where_it_stands(row: Row) -> Iterator[tuple[str, str]]:
    """Its state, unless it waits for the first decision."""
    if row.held:
        yield _("decision held"), PLAIN
    elif row.in_group or not row.seat.undecided or row.application.state == "reserve":
        yield str(row.application.get_state_display()), MET if row.in_group else PLAIN


def columns() -> list[tuple[str, str, Callable[[Line], Any]]]:
    """Name, heading and cell of each column of the file: what one sees, and no score that the page would hide."""
    return [
        ("chosen", _("Chosen"), lambda one: _("yes") if one.chosen else ""),
        ("applicant", _("Applicant"), lambda one: harmless(one.row.application.full_name)),
        ("organization", _("Organization"), lambda one: harmless(one.row.application.organization)),
        ("country", _("Country"), lambda one: one.country),
        ("sector", _("Constituent group"), lambda one: one.sector),
        ("score", _("Score"), lambda one: one.row.score),
        ("given", _("Reviews"), lambda one: one.row.standing.given if one.row.seat.reviewer else None),
        ("needed", _("Reviews needed"), lambda one: one.row.standing.needed if one.row.seat.reviewer else None),
        ("remarks", _("To look at"), lambda one: "; ".join(words for words, _tone in one.remarks)),
        ("waiting", _("Days waiting"), lambda one: one.row.waiting),
    ]
