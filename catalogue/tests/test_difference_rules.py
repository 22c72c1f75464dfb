"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue.rules.difference import Mark, Piece, difference, replaced

KEPT, REMOVED, ADDED = Mark.KEPT, Mark.REMOVED, Mark.ADDED
texts = st.text("ab \n", max_size=20)


def said(pieces: list[Piece], *marks: Mark) -> str:
    """The words that carry one of the marks, in order."""
    return "".join(piece.words for piece in pieces if piece.mark in marks)


def test_a_word_is_replaced() -> None:
    assert difference("Five weeks in Turin", "Four weeks in Turin") == [
        Piece(REMOVED, "Five"),
        Piece(ADDED, "Four"),
        Piece(KEPT, " weeks in Turin"),
    ]


def test_what_stays_the_same_for_long_is_left_out() -> None:
    long = " ".join(f"word{number}" for number in range(60))
    found = difference(f"First {long} last", f"Second {long} end")
    assert said(found, KEPT).count("…") == 1
    assert len(said(found, KEPT).split()) < 20


def test_an_empty_value_is_not_said() -> None:
    assert replaced("", "new") == [Piece(ADDED, "new")]
    assert replaced("old", "") == [Piece(REMOVED, "old")]


@given(texts, texts)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    found = difference(old, new)
    if "…" not in said(found, KEPT):
        assert said(found, KEPT, REMOVED) == old
        assert said(found, KEPT, ADDED) == new


@given(texts)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert said(difference(text, text), REMOVED, ADDED) == ""
