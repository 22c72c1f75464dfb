"""A group drawn: its numbers in each dimension beside the targets of the edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from academy.measures import Measure, Measures, measures
from enrolment.models import Dimension
from enrolment.rules.composition import ANY, Aim, Composition
from enrolment.words import word_for

SUMS = ("size", "beds", "income")
MOST_COUNTRIES = 5


@dataclass(frozen=True)
class Panel:
    """One drawing with its heading."""

    key: str
    title: Any
    drawing: Measures


def panels(group: Composition, aims: Sequence[Aim], seats: int | None) -> list[Panel]:
    """The people and the beds, then every dimension that has people or targets, then the income."""
    aimed = {(aim.dimension, aim.value): aim for aim in aims}
    size = aimed.get(("size", ""), Aim("size", "", None, seats))
    first = [measure(group, Aim("size", "", size.least, lower(size.most, seats)))]
    first.append(measure(group, aimed.get(("beds", ""), Aim("beds", "", None, None))))
    found = [Panel("size", Dimension.SIZE.label, measures(first))]
    drawn = {dimension: lines(group, aimed, dimension.value) for dimension in Dimension if dimension not in SUMS}
    found += [Panel(dimension.value, dimension.label, measures(rows)) for dimension, rows in drawn.items() if rows]
    income = measure(group, aimed.get(("income", ""), Aim("income", "", None, None)))
    return [*found, Panel("income", Dimension.INCOME.label, measures([income]))]


def lower(one: int | None, other: int | None) -> int | None:
    """The lower of two limits, of which either may be missing."""
    return min((limit for limit in (one, other) if limit is not None), default=None)


def lines(group: Composition, aimed: dict[tuple[str, str], Aim], dimension: str) -> list[Measure]:
    """One measure for each kind that there is or should be."""
    there = [value for value, _number in group.values(dimension)]
    if dimension == "country":
        there = ([ANY] if ("country", ANY) in aimed else []) + there[:MOST_COUNTRIES]
    wanted = [value for seen, value in aimed if seen == dimension and value not in there]
    return [
        measure(group, aimed.get((dimension, value), Aim(dimension, value, None, None))) for value in [*there, *wanted]
    ]


def measure(group: Composition, aim: Aim) -> Measure:
    """The number of one kind beside its target."""
    label = capfirst(word_for(aim.dimension, aim.value))
    if aim.dimension == "income":
        label = f"{label}, EUR"
    return Measure(label, group.of(aim.dimension, aim.value), aim.least, aim.most)
