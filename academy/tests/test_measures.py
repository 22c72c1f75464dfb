"""Numbers beside their targets, drawn."""

from hypothesis import given
from hypothesis import strategies as st

from academy.measures import Measure, measures

ROWS = st.lists(
    st.builds(
        Measure, st.just("Women"), st.integers(0, 99), st.sampled_from([None, 0, 9]), st.sampled_from([None, 99])
    ),
    min_size=1,
    max_size=5,
)


def test_all_rows_stand_on_the_scale_of_the_largest_number() -> None:
    drawn = measures([Measure("Women", 12, least=15), Measure("Men", 20)])
    assert [(row.width, row.least, row.most) for row in drawn.rows] == [(60.0, 75.0, None), (100.0, None, None)]
    assert (drawn.rows[1].y, drawn.height) == (58, 98)
    assert (drawn.rows[0].measure.short, drawn.rows[0].measure.over) == (3, 0)


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert [row.width for row in measures([Measure("Women", 0)]).rows] == [0.0]


@given(ROWS)
def test_everything_stays_inside_and_nothing_overlaps(rows: list[Measure]) -> None:
    drawn = measures(rows)
    tops = [row.y for row in drawn.rows]
    assert tops == sorted(tops)
    for row, following in zip(drawn.rows, [*tops[1:], drawn.height], strict=True):
        assert row.tick_end <= following
        assert all(0 <= place <= 100 for place in (row.width, row.least, row.most) if place is not None)
