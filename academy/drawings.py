"""Drawings made of data: pure functions from days and sums to the plain numbers of an SVG template.

Across, every place is a share of the width in per cent; down, it is in CSS pixels. So a drawing fills whatever
width it gets while its words keep their size, on a phone, on a desk and on paper. The templates lie in
``templates/drawings/``; colours stand there as attributes (for documents) and as classes (for pages).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ROW, LABEL, BAR, THICK, FOOT = 62, 18, 30, 14, 34
LONGEST_WITH_WEEKS, LONGEST_WITH_NAMED_WEEKS = 120, 45
LEAST_ROOM_FOR_A_MONTH = 9.0
TOP, FLOOR, CURVE_FOOT = 52, 172, 52
DAYS_BEFORE_FIRST_TIER, DAYS_AFTER_START = 7, 4


@dataclass(frozen=True)
class Stretch:
    """Something that runs in one place, in periods that need not touch; both days of a period are included."""

    label: str
    place: str
    kind: str
    periods: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Bar:
    """One period: where it begins and how far it goes, in per cent of the width."""

    x: float
    width: float
    first: date
    last: date


@dataclass(frozen=True)
class Row:
    """One stretch with its bars, and the thin thread that holds them together; ``y`` is the row's top."""

    stretch: Stretch
    y: int
    bars: tuple[Bar, ...]

    label_y = property(lambda self: self.y + LABEL)
    bar_y = property(lambda self: self.y + BAR)
    thread_y = property(lambda self: self.y + BAR + THICK // 2)
    thread_end = property(lambda self: self.bars[-1].x + self.bars[-1].width)


@dataclass(frozen=True)
class Mark:
    """A day on the axis; ``named`` where there is room for its name."""

    x: float
    day: date
    named: bool = True


@dataclass(frozen=True)
class Timeline:
    """Rows above an axis of months, and of weeks where these can be told apart."""

    height: int
    floor: int
    rows: tuple[Row, ...]
    months: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    first: date
    last: date

    thick = THICK
    foot_y = property(lambda self: self.floor + 22)


def timeline(stretches: Sequence[Stretch]) -> Timeline | None:
    """Stretches one under the other on one axis, from the first day to the last; None where no day is known.

    Of 1 to 10 June with a period of 1 to 5 June, the bar begins at 0 % and is 50 % wide.
    """
    dated = [stretch for stretch in stretches if stretch.periods]
    if not dated:
        return None
    first = min(period[0] for stretch in dated for period in stretch.periods)
    last = max(period[1] for stretch in dated for period in stretch.periods)
    axis = Axis(first, last + timedelta(days=1))
    rows = tuple(
        Row(stretch, number * ROW, tuple(axis.bar(*period) for period in sorted(stretch.periods)))
        for number, stretch in enumerate(dated)
    )
    floor = len(rows) * ROW
    return Timeline(floor + FOOT, floor, rows, axis.months(), axis.weeks(), first, last)


@dataclass(frozen=True)
class Axis:
    """The days from ``first`` until before ``end``, laid over the width."""

    first: date
    end: date

    def at(self, day: date) -> float:
        """Where ``day`` begins, in per cent of the width."""
        return round(100 * (day - self.first).days / (self.end - self.first).days, 2)

    def bar(self, first: date, last: date) -> Bar:
        """A period of whole days, both included."""
        x = self.at(first)
        return Bar(x, round(self.at(last + timedelta(days=1)) - x, 2), first, last)

    def months(self) -> tuple[Mark, ...]:
        """The beginning of the axis and of each month in it; named where there is room and no week is named."""
        days = [self.first, *(day for day in self.days() if day.day == 1 and day != self.first)]
        ends = [*days[1:], self.end]
        return tuple(
            Mark(self.at(day), day, not self.is_short() and self.at(end) - self.at(day) >= LEAST_ROOM_FOR_A_MONTH)
            for day, end in zip(days, ends, strict=True)
        )

    def weeks(self) -> tuple[Mark, ...]:
        """The Mondays, unless the axis is so long that they would run together."""
        if (self.end - self.first).days > LONGEST_WITH_WEEKS:
            return ()
        return tuple(Mark(self.at(day), day, self.is_short()) for day in self.days() if day.weekday() == 0)

    def is_short(self) -> bool:
        """Whether each week can have its name."""
        return (self.end - self.first).days <= LONGEST_WITH_NAMED_WEEKS

    def days(self) -> Iterator[date]:
        """Every day of the axis."""
        for number in range((self.end - self.first).days):
            yield self.first + timedelta(days=number)


@dataclass(frozen=True)
class Tier:
    """``percent`` of the price from ``since`` to ``until``, both included; None is open-ended."""

    since: date | None
    until: date | None
    percent: int


@dataclass(frozen=True)
class Step:
    """One tier drawn: a block as high as its share of the price, in EUR ``amount``."""

    tier: Tier
    amount: Decimal
    x: float
    width: float
    y: int
    rises_from: int

    end = property(lambda self: self.x + self.width)
    height = property(lambda self: FLOOR - self.y)
    share_y = property(lambda self: self.y - 28)
    amount_y = property(lambda self: self.y - 10)


@dataclass(frozen=True)
class Curve:
    """What leaving costs, over the days to the start."""

    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]
    start: Mark

    top = 8
    floor = FLOOR
    day_y = FLOOR + 22
    note_y = FLOOR + 42
    height = FLOOR + CURVE_FOOT


def refund_curve(price: Decimal, tiers: Sequence[Tier], start: date) -> Curve:
    """The penalty as steps that rise towards ``start``; the first tier begins and the last ends out of the picture.

    Of 2,720.00 EUR, the tier of 50 % is half as high as that of 100 % and says 1,360.00.
    """
    turns = [tier.since for tier in tiers if tier.since]
    axis = Axis(
        min([start, *turns]) - timedelta(days=DAYS_BEFORE_FIRST_TIER),
        max([start, *turns]) + timedelta(days=DAYS_AFTER_START),
    )
    steps: list[Step] = []
    for tier in tiers:
        x = axis.at(tier.since) if tier.since else 0.0
        end = axis.at(tier.until + timedelta(days=1)) if tier.until else 100.0
        y = FLOOR - (FLOOR - TOP) * tier.percent // 100
        amount = (price * tier.percent / 100).quantize(Decimal("0.01"))
        steps.append(Step(tier, amount, x, round(end - x, 2), y, steps[-1].y if steps else y))
    marks = tuple(Mark(axis.at(day), day) for day in turns)
    return Curve(tuple(steps), marks, Mark(axis.at(start), start))
