"""A year drawn from its days, laid out as in ``academy.drawings``: per cent across, CSS pixels down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from academy.drawings import Axis, Bar, Mark

ROW, LABEL, MIDDLE, HEAD, FOOT = 54, 18, 34, 30, 8


@dataclass(frozen=True)
class Span:
    """Days of one kind (online, residential, follow-up), both included."""

    first: date
    last: date
    kind: str


@dataclass(frozen=True)
class Plan:
    """Something with a short and a full name that runs in spans, and the last day to ask for it, where known."""

    short: str
    name: str
    spans: tuple[Span, ...]
    deadline: date | None = None


@dataclass(frozen=True)
class PlanRow:
    """A plan as far as it lies in the year; ``y`` is the row's top, a bar comes with its kind."""

    plan: Plan
    y: int
    bars: tuple[tuple[Bar, str], ...]
    deadline: Mark | None

    label_y = property(lambda self: self.y + LABEL)
    middle = property(lambda self: self.y + MIDDLE)
    bar_y = property(lambda self: self.y + MIDDLE - 7)


@dataclass(frozen=True)
class Year:
    """Rows under an axis of the twelve months; ``today`` where it lies in the year."""

    height: int
    rows: tuple[PlanRow, ...]
    months: tuple[Mark, ...]
    today: Mark | None

    thick = 14
    head_y = 16
    top = HEAD


def year(number: int, plans: Sequence[Plan], today: date) -> Year:
    """The plans one under the other; what lies outside the year is cut off.

    Of a span from 20 December to 10 January, the new year shows the first ten days, the old one its last twelve.
    """
    first, last = date(number, 1, 1), date(number, 12, 31)
    axis = Axis(first, date(number + 1, 1, 1))

    def mark(day: date | None) -> Mark | None:
        return Mark(axis.at(day), day) if day and first <= day <= last else None

    rows = tuple(
        PlanRow(
            plan,
            HEAD + place * ROW,
            tuple(
                (axis.bar(max(span.first, first), min(span.last, last)), span.kind)
                for span in plan.spans
                if span.first <= last and span.last >= first
            ),
            mark(plan.deadline),
        )
        for place, plan in enumerate(plans)
    )
    months = tuple(Mark(axis.at(day), day) for day in (date(number, month, 1) for month in range(1, 13)))
    return Year(HEAD + len(rows) * ROW + FOOT, rows, months, mark(today))
