"""What an application still lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.completeness import ALWAYS, OF_A_SPONSOR, SELF, SPONSOR, Filled, missing

ASKED = tuple(field for _step, fields in ALWAYS for field in fields)
STEPS = ["you", "work", "financing", "motivation", "electives"]

fields = st.frozensets(st.sampled_from(ASKED + OF_A_SPONSOR + ("gender",)))
financings = st.sampled_from(["", SELF, SPONSOR])
numbers = st.integers(min_value=0, max_value=6)


def lacking(filled: Filled) -> set[str]:
    """The fields that are missing."""
    return {item.field for item in missing(filled)}


@pytest.mark.parametrize(
    ("given_fields", "financing", "chosen", "asks"),
    [
        (ASKED, SELF, 2, []),
        (ASKED + OF_A_SPONSOR, SPONSOR, 2, []),
        (ASKED, SPONSOR, 2, [("financing", field) for field in OF_A_SPONSOR]),
        (ASKED + OF_A_SPONSOR[:3], SPONSOR, 2, [("financing", "letter")]),
        (ASKED, SELF, 1, [("electives", "electives")]),
        (ASKED, SELF, 3, []),
        (tuple(name for name in ASKED if name != "motivation"), SELF, 2, [("motivation", "motivation")]),
        ((), "", 0, [(step, name) for step, names in ALWAYS for name in names] + [("electives", "electives")]),
    ],
)
def test_what_is_asked_for(
    given_fields: tuple[str, ...], financing: str, chosen: int, asks: list[tuple[str, str]]
) -> None:
    found = missing(Filled(frozenset(given_fields), financing, chosen, 2))
    assert [(item.step, item.field) for item in found] == asks


@given(fields, fields, financings, numbers, numbers, numbers)
def test_filling_in_more_never_makes_more_missing(
    some: frozenset[str], more: frozenset[str], financing: str, chosen: int, further: int, wanted: int
) -> None:
    before = lacking(Filled(some, financing, chosen, wanted))
    after = lacking(Filled(some | more, financing, chosen + further, wanted))
    assert after <= before


@given(fields, numbers, numbers)
def test_a_sponsor_is_asked_for_everything_that_oneself_is(some: frozenset[str], chosen: int, wanted: int) -> None:
    alone, sponsored = (lacking(Filled(some, who, chosen, wanted)) for who in (SELF, SPONSOR))
    assert sponsored - alone == set(OF_A_SPONSOR) - some
    assert alone <= sponsored


@given(fields, financings, numbers, numbers)
def test_nothing_is_asked_for_that_is_there_or_twice(
    some: frozenset[str], financing: str, chosen: int, wanted: int
) -> None:
    found = [item.field for item in missing(Filled(some, financing, chosen, wanted))]
    assert not set(found) & some
    assert len(found) == len(set(found))


@given(fields, financings, numbers, numbers)
def test_the_list_follows_the_steps_of_the_form(some: frozenset[str], financing: str, chosen: int, wanted: int) -> None:
    steps = [STEPS.index(item.step) for item in missing(Filled(some, financing, chosen, wanted))]
    assert steps == sorted(steps)
