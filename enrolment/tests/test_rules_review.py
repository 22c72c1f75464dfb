"""Scores of independent reviewers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.review import Interests, Seat, conflict, plain, standing, weighted

KEYS = st.sampled_from("experience sponsorship motivation".split())
SCORES = st.dictionaries(KEYS, st.integers(0, 5), min_size=1)
WEIGHTS = st.dictionaries(KEYS, st.integers(1, 9), min_size=1)
TOTALS = st.lists(st.decimals(0, 5, places=2), max_size=6)


@pytest.mark.parametrize(
    ("scores", "weights", "total"),
    [
        ({"a": 4, "b": 1}, {"a": 2, "b": 1}, "3.00"),
        ({"a": 4, "b": 1}, {"a": 1, "b": 1}, "2.50"),
        ({"a": 5}, {"a": 1, "b": 9}, "5.00"),
        ({"gone": 5}, {"a": 1}, "0.00"),
        ({}, {"a": 1}, "0.00"),
        ({"a": 1, "b": 1, "c": 0}, {"a": 1, "b": 1, "c": 1}, "0.67"),
    ],
)
def test_examples_of_the_weighted_score(scores: dict[str, int], weights: dict[str, int], total: str) -> None:
    assert weighted(scores, weights) == Decimal(total)


@given(SCORES, WEIGHTS)
def test_a_weighted_score_lies_between_the_least_and_the_most_that_counts(
    scores: dict[str, int], weights: dict[str, int]
) -> None:
    counted = [score for key, score in scores.items() if key in weights] or [0]
    assert min(counted) <= weighted(scores, weights) <= max(counted)


@given(SCORES, WEIGHTS, st.integers(2, 5))
def test_only_the_proportion_of_weights_matters(scores: dict[str, int], weights: dict[str, int], times: int) -> None:
    assert weighted(scores, {key: weight * times for key, weight in weights.items()}) == weighted(scores, weights)


def test_two_far_apart_ask_for_a_third_and_the_third_completes_them() -> None:
    two = standing([Decimal("2.00"), Decimal("4.50")], 2, Decimal("1.50"))
    assert (two.disagree, two.needed, two.complete, two.mean) == (True, 3, False, Decimal("3.25"))
    three = standing([Decimal("2.00"), Decimal("4.50"), Decimal("3.00")], 2, Decimal("1.50"))
    assert (three.disagree, three.complete, three.mean) == (True, True, Decimal("3.17"))


def test_exactly_as_far_apart_as_allowed_is_no_disagreement() -> None:
    assert not standing([Decimal("2.00"), Decimal("3.50")], 2, Decimal("1.50")).disagree


@given(TOTALS, st.integers(2, 4), st.decimals(0, 5, places=2))
def test_the_order_of_reviews_does_not_matter_and_the_mean_lies_among_them(
    totals: list[Decimal], needed: int, apart: Decimal
) -> None:
    found = standing(totals, needed, apart)
    assert found == standing(totals[::-1], needed, apart)
    assert found.complete == (len(totals) >= needed + found.disagree)
    if totals:
        assert found.mean is not None and min(totals) <= found.mean <= max(totals)


@pytest.mark.parametrize(
    ("reviewer", "applicant", "found"),
    [
        (("Ministère du Travail", ""), ("ministere  du travail ", "SN"), "organization"),
        (("Ministry of Labour", ""), ("Ministry of Labor", "SN"), ""),
        (("", "SN PE"), ("Ministry of Labour", "PE"), "country"),
        (("", ""), ("", ""), ""),
        (("", "FR"), ("Union", "SN"), ""),
    ],
)
def test_a_conflict_is_seen_in_organization_and_country(
    reviewer: tuple[str, str], applicant: tuple[str, str], found: str
) -> None:
    one, other = (Interests(name, frozenset(codes.split())) for name, codes in (reviewer, applicant))
    assert conflict(one, other) == found


@given(st.text())
def test_a_plain_name_is_plain_already(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(st.booleans(), st.sampled_from(["", "country", "declared"]), st.booleans(), st.booleans(), st.booleans())
def test_nobody_who_may_still_review_or_has_a_conflict_sees_scores(
    reviewer: bool, found: str, has_given: bool, undecided: bool, complete: bool
) -> None:
    seat = Seat(reviewer, found, has_given, undecided, complete)
    assert not (seat.may_review and seat.sees_scores)
    assert not (found and (seat.may_review or seat.sees_scores))
    assert reviewer or not (seat.may_review or seat.sees_scores)
