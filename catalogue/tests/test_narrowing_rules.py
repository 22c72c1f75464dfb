"""The numbers beside the choices are what choosing them gives, whatever was chosen before."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.narrowing import Grid, Row, narrow

VALUES = {"language": ["en", "fr", "es"], "place": ["turin", "mexico"], "open": ["on"]}
ROWS = st.lists(
    st.builds(
        Row,
        course=st.integers(1, 4),
        edition=st.one_of(st.none(), st.integers(1, 99)),
        has=st.fixed_dictionaries({facet: st.sets(st.sampled_from(values)) for facet, values in VALUES.items()}),
    ),
    max_size=12,
)
WISHES = st.fixed_dictionaries({}, optional={facet: st.sampled_from(values) for facet, values in VALUES.items()})


def found(rows: list[Row], wishes: dict[str, str]) -> set[int]:
    """The courses that fit, by looking at every row."""
    return {row.course for row in rows if all(value in row.has[facet] for facet, value in wishes.items())}


@given(rows=ROWS, wishes=WISHES)
def test_counts_are_what_each_choice_would_give(rows: list[Row], wishes: dict[str, str]) -> None:
    narrowed = narrow(Grid(rows), wishes)
    assert set(narrowed.fitting) == found(rows, wishes)
    for facet, values in VALUES.items():
        for value in values:
            counted = narrowed.counts.get(facet, {}).get(value, 0)
            assert counted == len(found(rows, wishes | {facet: value}))


@given(rows=ROWS, wishes=WISHES)
def test_a_test_narrows_as_a_wish_does(rows: list[Row], wishes: dict[str, str]) -> None:
    with_wish = narrow(Grid(rows), wishes | {"open": "on"})
    rest = {facet: value for facet, value in wishes.items() if facet != "open"}
    grid = Grid(rows)
    with_test = narrow(grid, rest, {"is open": grid.passing(lambda row: "on" in row.has["open"])})
    assert with_test.fitting == with_wish.fitting
    assert with_test.without["is open"] == with_wish.without["open"]


@given(rows=ROWS, wishes=WISHES)
def test_a_wish_dropped_gives_what_was_promised(rows: list[Row], wishes: dict[str, str]) -> None:
    for facet, count in narrow(Grid(rows), wishes).without.items():
        rest = {name: value for name, value in wishes.items() if name != facet}
        assert count == len(found(rows, rest))


def test_editions_keep_their_order_and_a_course_stands_by_itself() -> None:
    rows = [
        Row(1, None, {"open": ()}),
        Row(2, None, {"open": ()}),
        Row(1, 9, {"open": ("on",)}),
        Row(1, 3, {"open": ()}),
    ]
    assert narrow(Grid(rows), {}).fitting == {1: [9, 3], 2: []}
    assert narrow(Grid(rows), {"open": "on"}).fitting == {1: [9]}
