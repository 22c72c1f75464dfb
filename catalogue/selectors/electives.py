"""Electives under their thematic areas."""

from dataclasses import dataclass
from itertools import groupby

from catalogue import seats
from catalogue.models import Edition, Elective, ThematicArea


@dataclass(frozen=True)
class Choice:
    """An elective with its free seats."""

    elective: Elective
    left: int


@dataclass(frozen=True)
class AreaOfChoices:
    """The electives of one thematic area."""

    area: ThematicArea
    choices: list[Choice]


def electives_by_area(edition: Edition, taken: seats.Taken) -> list[AreaOfChoices]:
    """The edition's electives under their thematic areas; reads ``edition.electives`` with their areas."""
    in_order = sorted(edition.electives.all(), key=lambda one: (one.area.position, one.area_id, one.position, one.pk))
    return [
        AreaOfChoices(area, [choice(elective, taken) for elective in electives])
        for area, electives in groupby(in_order, key=lambda one: one.area)
    ]


def choice(elective: Elective, taken: seats.Taken) -> Choice:
    """The elective, with the seats that are free when ``taken`` are taken."""
    return Choice(elective, seats.left(elective.capacity, taken.electives.get(elective.pk, 0)))
