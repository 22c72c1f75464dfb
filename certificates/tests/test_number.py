"""The number: what is issued is read back however it is typed, and a slip of the finger is noticed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rules.number import ALPHABET, RANDOM_BITS, number, parse

numbers = st.builds(
    number,
    st.sampled_from(["LMA", "FAIR", "LMM", "OIL2"]),
    st.integers(1990, 2099),
    st.integers(0, (1 << RANDOM_BITS) - 1),
)


def test_a_number_looks_like_one() -> None:
    assert re.fullmatch(r"LMA-2025-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number("LMA", 2025, 123456789))


def test_chance_beyond_its_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="35 bits"):
        number("LMA", 2025, 1 << RANDOM_BITS)


@given(st.integers(0, (1 << RANDOM_BITS) - 1), st.integers(0, (1 << RANDOM_BITS) - 1))
def test_other_chance_gives_another_number(one: int, other: int) -> None:
    assert (number("LMA", 2025, one) == number("LMA", 2025, other)) == (one == other)


@given(numbers)
def test_a_number_is_read_back_as_it_is(issued: str) -> None:
    assert parse(issued) == issued


@given(numbers, st.sampled_from(["{}", " {} ", "https://example.org/fr/verify/{}/", "/en/verify/{}"]), st.booleans())
def test_a_number_is_read_back_however_it_is_typed(issued: str, around: str, lower: bool) -> None:
    course, rest = issued.split("-", 1)
    typed = f"{course} {rest.replace('0', 'o').replace('1', 'l').replace('-', ' ')}"
    assert parse(around.format(typed.lower() if lower else typed)) == issued


@given(numbers, st.integers(1, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(issued: str, place: int, wrong: str) -> None:
    place = -place
    if issued[place] in ("-", wrong):
        return
    typed = issued[:place] + wrong + issued[place:][1:]
    assert parse(typed) is None


@given(numbers, st.integers(0, 7), st.integers(0, 7))
def test_two_characters_that_changed_places_are_noticed(issued: str, one: int, other: int) -> None:
    eight = list(issued[-9:].replace("-", ""))
    if eight[one] == eight[other]:
        return
    eight[one], eight[other] = eight[other], eight[one]
    assert parse(issued[:-9] + "".join(eight)) is None


@given(st.text(max_size=60))
def test_anything_can_be_typed(typed: str) -> None:
    read = parse(typed)
    assert read is None or parse(read) == read


@pytest.mark.parametrize(
    "typed", ["", "LMA", "LMA-2025", "LMA-2025-7K3M-9QX", "LMA-2025-UUUU-UUUU", "../../etc/passwd"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse(typed) is None
