"""Payment references, numbers and due dates."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enrolment.rules.invoices import due, number
from enrolment.rules.reference import in_fours, is_reference, reference

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
bodies = st.text(SIGNS, min_size=1, max_size=21)


def test_the_standards_example_has_its_check_digits() -> None:
    assert reference("5390-0754-7034") == "RF18539007547034"
    assert in_fours("RF18539007547034") == "RF18 5390 0754 7034"
    assert is_reference("rf18 5390 0754 7034")


def test_what_does_not_fit_is_an_error() -> None:
    for text in ("", "--", "1" * 22):
        with pytest.raises(ValueError, match="1 to 21"):
            reference(text)


@given(bodies)
def test_every_reference_holds_and_fits(body: str) -> None:
    found = reference(body)
    assert is_reference(found)
    assert found[4:] == body
    assert len(found) <= 25


@given(bodies, st.data())
def test_one_wrong_digit_or_letter_is_found(body: str, data: st.DataObject) -> None:
    found = reference(body)
    at = data.draw(st.integers(2, len(found) - 1))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign.isdigit() == found[at].isdigit()]))
    assume(other != found[at])
    assert not is_reference(found[:at] + other + found[at + 1 :])


@given(st.text("0123456789", min_size=2, max_size=21) | st.text(SIGNS[10:], min_size=2, max_size=21), st.data())
def test_two_digits_or_letters_that_change_places_are_found(body: str, data: st.DataObject) -> None:
    found = reference(body)
    at = data.draw(st.integers(4, len(found) - 2))
    assume(found[at] != found[at + 1])
    assert not is_reference(found[:at] + found[at + 1] + found[at] + found[at + 2 :])


def test_numbers_say_kind_and_year() -> None:
    assert number("invoice", 2026, 12) == "IN-2026-00012"
    assert number("credit-note", 2026, 1) == "CN-2026-00001"


@given(st.dates(), st.none() | st.dates(min_value=date(1, 2, 1)))
def test_it_is_due_in_advance_and_never_before_it_is_issued(on: date, starts: date | None) -> None:
    last = due(on, starts, 14)
    assert last >= on
    assert last == on or (starts is not None and last == starts - timedelta(days=14))
