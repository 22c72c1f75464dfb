"""Days and sums land where they belong in a drawing, and its words are there without the picture."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from academy.drawings import FLOOR, TOP, Curve, Stretch, Tier, Timeline, refund_curve, timeline

DAY = timedelta(days=1)
START = date(2025, 6, 30)
TIERS = [
    Tier(None, date(2025, 6, 16), 0),
    Tier(date(2025, 6, 17), date(2025, 6, 22), 50),
    Tier(date(2025, 6, 23), None, 100),
]


def drawn(*stretches: Stretch) -> Timeline:
    """The timeline of what has days."""
    drawing = timeline(stretches)
    assert drawing is not None
    return drawing


def curve() -> Curve:
    """The policy of open courses on a price of 2,720 EUR."""
    return refund_curve(Decimal("2720.00"), TIERS, START)


def test_a_bar_begins_and_ends_with_its_days() -> None:
    whole = Stretch("Online", "eCampus", "online", ((date(2025, 6, 1), date(2025, 6, 10)),))
    half = Stretch("Residential", "Turin", "residential", ((date(2025, 6, 6), date(2025, 6, 10)),))
    rows = drawn(whole, half).rows
    assert [(bar.x, bar.width) for row in rows for bar in row.bars] == [(0.0, 100.0), (50.0, 50.0)]


def test_periods_that_do_not_touch_are_bars_of_one_row() -> None:
    weeks = ((date(2025, 9, 1), date(2025, 9, 14)), (date(2025, 9, 22), date(2025, 9, 28)))
    (row,) = drawn(Stretch("Online", "eCampus", "online", weeks)).rows
    assert [(bar.x, bar.width) for bar in row.bars] == [(0.0, 50.0), (75.0, 25.0)]


def test_months_with_too_little_room_keep_their_line_but_not_their_name() -> None:
    year = Stretch("Online", "eCampus", "online", ((date(2025, 1, 30), date(2025, 4, 30)),))
    named = {mark.day.month: mark.named for mark in drawn(year).months}
    assert named == {1: False, 2: True, 3: True, 4: True}


def test_weeks_are_marked_until_they_would_run_together() -> None:
    short = Stretch("Online", "eCampus", "online", ((date(2025, 6, 2), date(2025, 6, 15)),))
    long = Stretch("Online", "eCampus", "online", ((date(2025, 1, 1), date(2025, 12, 31)),))
    assert [(mark.day.day, mark.named) for mark in drawn(short).weeks] == [(2, True), (9, True)]
    assert [mark.named for mark in drawn(short).months] == [False]
    assert drawn(long).weeks == ()


def test_without_days_there_is_no_timeline() -> None:
    assert timeline([Stretch("Online", "eCampus", "online", ())]) is None


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90)), min_size=1, max_size=6))
def test_no_bar_leaves_the_picture(starts: list[tuple[date, int]]) -> None:
    periods = tuple((first, first + timedelta(days=days)) for first, days in starts)
    (row,) = drawn(Stretch("Online", "eCampus", "online", periods)).rows
    assert min(bar.x for bar in row.bars) == 0
    assert max(bar.x + bar.width for bar in row.bars) == pytest.approx(100, abs=0.02)


def test_the_penalty_rises_in_steps_towards_the_start() -> None:
    steps = curve().steps
    assert [step.amount for step in steps] == [Decimal("0.00"), Decimal("1360.00"), Decimal("2720.00")]
    assert [step.y for step in steps] == [FLOOR, (TOP + FLOOR) // 2, TOP]
    assert [step.rises_from for step in steps] == [FLOOR, FLOOR, (TOP + FLOOR) // 2]


def test_the_steps_join_and_fill_the_width() -> None:
    steps = curve().steps
    assert steps[0].x == 0
    assert steps[-1].end == pytest.approx(100)
    for before, after in pairwise(steps):
        assert before.end == pytest.approx(after.x, abs=0.02)


def test_a_drawing_says_in_words_what_it_shows_and_writes_numbers_for_machines_in_every_language() -> None:
    with override("fr"):
        shown = render_to_string("drawings/refund_curve.html", {"drawing": curve(), "id": "refund"})
    assert "17–22 juin 2025" in shown
    assert not re.search(r'(x|width|height|y\d?)="\d+,', shown)


def test_the_colours_of_drawings_are_those_of_the_site() -> None:
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    for template in Path(settings.BASE_DIR / "templates" / "drawings").glob("*.svg.html"):
        for colour in re.findall(r"#[0-9a-f]{6}", template.read_text()):
            assert f": {colour};" in tokens, f"{template.name}: {colour}"
