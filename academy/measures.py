"""Numbers beside their targets, drawn: a bar for what is there, a bracket for what is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ROW, AIMED, LABEL, WORDS, THICK, UNDER = 40, 58, 14, 32, 10, 19


@dataclass(frozen=True)
class Measure:
    """A number in words and figures, with at least and at most so many; None is no limit."""

    label: Any
    number: int
    least: int | None = None
    most: int | None = None

    @property
    def short(self) -> int:
        """How many are lacking."""
        return max((self.least or 0) - self.number, 0)

    @property
    def over(self) -> int:
        """How many are too many."""
        return 0 if self.most is None else max(self.number - self.most, 0)

    @property
    def aimed(self) -> bool:
        """Whether there is a target."""
        return self.least is not None or self.most is not None


@dataclass(frozen=True)
class Drawn:
    """One row, higher where there is a target to be named; across in per cent, ``None`` where there is no limit."""

    measure: Measure
    y: int
    width: float
    least: float | None
    most: float | None

    height = property(lambda self: AIMED if self.measure.aimed else ROW)
    label_y = property(lambda self: self.y + LABEL)
    words_y = property(lambda self: self.y + WORDS)
    bar_y = property(lambda self: self.y + self.height - UNDER)
    tick_y = property(lambda self: self.bar_y - 3)
    tick_end = property(lambda self: self.bar_y + THICK + 3)


@dataclass(frozen=True)
class Measures:
    """Rows on one scale."""

    height: int
    rows: tuple[Drawn, ...]

    thick = THICK


def measures(rows: Sequence[Measure]) -> Measures:
    """All rows on the scale of the largest number among them and their targets.

    12 of at least 15, beside 20: the bar is 60 % wide and the lower limit stands at 75 %.
    """
    whole = max((value for row in rows for value in (row.number, row.least or 0, row.most or 0)), default=0) or 1

    def at(value: int | None) -> float | None:
        return None if value is None else round(100 * value / whole, 2)

    drawn, y = [], 0
    for row in rows:
        drawn.append(Drawn(row, y, at(row.number) or 0.0, at(row.least), at(row.most)))
        y += drawn[-1].height
    return Measures(y, tuple(drawn))
