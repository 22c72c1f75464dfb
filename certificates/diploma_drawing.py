"""The way to the diploma as a drawing: a row for each part over the five years, filled where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from academy.drawings import Axis, Mark
from certificates.rules.diploma import Credit, Part, Policy, Standing

ROW, LABEL, LINE, FOOT = 46, 18, 32, 48
LEAST_FROM_EDGE = 8.0  # per cent; a label nearer than that is left out


@dataclass(frozen=True)
class Row:
    """One part: where its dot stands, if it is done, and where coming editions could put one."""

    part: Part
    number: int
    y: int
    on: date | None
    x: float
    coming: tuple[float, ...]

    label_y = property(lambda self: self.y + LABEL)
    line_y = property(lambda self: self.y + LINE)


@dataclass(frozen=True)
class Drawing:
    """Rows over an axis of years, with today and the last day."""

    rows: tuple[Row, ...]
    years: tuple[Mark, ...]
    today: float
    opens: date
    closes: date

    floor = property(lambda self: len(self.rows) * ROW)
    height = property(lambda self: self.floor + FOOT)
    years_y = property(lambda self: self.floor + 20)
    ends_y = property(lambda self: self.floor + 40)


def draw(found: Standing, offers: Sequence[Credit], today: date, policy: Policy) -> Drawing | None:
    """The best window; None where nothing counts. ``offers`` are the coming editions that end in it."""
    if found.window is None:
        return None
    axis = Axis(found.window.opens, found.window.closes + timedelta(days=1))
    slots = [(part, number) for part in Part for number in range(policy.needed(part))]
    done = {part: [one for one in found.window.counts if one.part is part] for part in Part}
    rows = []
    for place, (part, number) in enumerate(slots):
        credit = done[part][number] if number < len(done[part]) else None
        coming = () if credit else tuple(axis.at(one.on) for one in offers if one.part is part)
        at = axis.at(credit.on) if credit else 0.0
        rows.append(Row(part, number + 1, place * ROW, credit.on if credit else None, at, coming))
    first_of_years = [date(year, 1, 1) for year in range(axis.first.year + 1, axis.end.year + 1)]
    years = tuple(Mark(axis.at(day), day, LEAST_FROM_EDGE < axis.at(day) < 92) for day in first_of_years)
    now = min(max(axis.at(today), 0.0), 100.0)
    return Drawing(tuple(rows), years, now, found.window.opens, found.window.closes)
