"""Eligibility, regions, the composition of a group and what a solver proposes."""

from decimal import Decimal
from itertools import combinations
from time import perf_counter

import pytest
from django_countries import countries
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.rules import eligibility
from enrolment.rules.composition import ANY, Aim, Person, best, compose, gender_of, held, moves
from enrolment.rules.eligibility import Asked, Finding, Told, Verdict, findings, overall
from enrolment.rules.proposal import propose
from enrolment.rules.regions import REGION_OF, REGIONS, region_of

SECTORS = "government employers workers academia".split()
YES, NO, UNKNOWN = Verdict


def person(key: int, score: object = 3, **values: object) -> Person:
    """Somebody of whom only what matters is said."""
    plain: dict[str, object] = {
        "sector": "government",
        "gender": "man",
        "country": "SN",
        "region": "africa",
        "languages": frozenset({"en"}),
        "financing": "sponsor",
        "income": 2720,
        "beds": 1,
    }
    return Person(key, None if score is None else Decimal(str(score)), **(plain | values))  # type: ignore[arg-type]


@st.composite
def people(draw: st.DrawFn, most: int = 7) -> list[Person]:
    """A few candidates of several kinds."""
    return [
        person(
            key,
            draw(st.integers(0, 5)),
            sector=draw(st.sampled_from(SECTORS)),
            gender=draw(st.sampled_from(["woman", "man"])),
            country=draw(st.sampled_from(["SN", "PE"])),
        )
        for key in range(draw(st.integers(0, most)))
    ]


@st.composite
def aims(draw: st.DrawFn) -> list[Aim]:
    """A few targets, which may contradict each other."""
    kinds = [("sector", draw(st.sampled_from(SECTORS))), ("gender", "woman"), ("country", ANY), ("size", "")]
    found = []
    for dimension, value in draw(st.lists(st.sampled_from(kinds), max_size=3, unique=True)):
        least = None if value == ANY else draw(st.none() | st.integers(0, 3))
        most = draw(st.none() | st.integers(least or 0, 4))
        found.append(Aim(dimension, value, least, most))
    return found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(7, "self", False, "", {"en": "C1"}), [YES, YES, YES]),
        (Told(2, "sponsor", True, "all", {"en": "B2"}), [NO, YES, YES]),
        (Told(3, "sponsor", True, "", {"en": "B1", "fr": "C2"}), [YES, UNKNOWN, NO]),
        (Told(3, "sponsor", True, "part", {}), [YES, NO, UNKNOWN]),
        (Told(None, "sponsor", False, "", {"fr": "C2"}), [UNKNOWN, NO, NO]),
        (Told(3, "", False, "", {"en": "fluent"}), [YES, UNKNOWN, NO]),
    ],
)
def test_eligibility_says_of_each_rule_how_it_stands(told: Told, expected: list[Verdict]) -> None:
    asked = Asked(least_years=3, least_level="B2", languages=frozenset({"en"}))
    assert [finding.verdict for finding in findings(asked, told)] == expected


def test_no_level_asked_is_no_rule() -> None:
    asked = Asked(least_years=1, least_level="", languages=frozenset({"en"}))
    assert [finding.rule for finding in findings(asked, Told(1, "self", False, "", {}))] == ["experience", "fee"]


@given(st.lists(st.sampled_from(list(Verdict)), max_size=4))
def test_one_rule_that_is_not_fulfilled_is_enough(verdicts: list[Verdict]) -> None:
    found = overall(tuple(Finding("rule", verdict) for verdict in verdicts))
    assert (found == NO) == (NO in verdicts)
    assert (found == YES) == (set(verdicts) <= {YES})


def test_more_years_never_make_it_worse() -> None:
    order = [NO, YES]
    found = [order.index(eligibility.experience(3, years)) for years in range(6)]
    assert found == sorted(found)


def test_every_country_lies_in_one_region() -> None:
    codes = [code for text in REGIONS.values() for code in text.split()]
    assert len(codes) == len(set(codes))
    without = {code for code, _name in countries} - REGION_OF.keys()
    assert without == {"AQ", "BV"}  # nobody lives in Antarctica or on Bouvet Island
    assert (region_of("SN"), region_of("PS"), region_of("")) == ("africa", "arab-states", "")


@pytest.mark.parametrize(
    ("words", "found"),
    [(" Woman ", "woman"), ("mujer", "woman"), ("h", "man"), ("", "unsaid"), ("non-binary", "other")],
)
def test_gender_is_read_from_ones_own_words(words: str, found: str) -> None:
    assert gender_of(words) == found


@given(people(), aims())
def test_a_group_is_the_sum_of_its_people(group: list[Person], wanted: list[Aim]) -> None:
    found = compose(group)
    assert found.size == len(group) == sum(number for _value, number in found.values("sector"))
    assert (found.beds, found.income) == (len(group), 2720 * len(group))
    for line in held(found, wanted):
        assert line.met == (line.short == 0 and line.over == 0)
        assert not (line.short and line.over)


@given(people(), people())
def test_what_moves_is_what_differs_and_turns_round(one: list[Person], other: list[Person]) -> None:
    there, back = moves(compose(one), compose(other)), moves(compose(other), compose(one))
    assert [(move.before, move.after) for move in there] == [(move.after, move.before) for move in back]
    assert (there == []) == (compose(one) == compose(other))


def test_the_best_from_there_are_those_with_the_highest_scores() -> None:
    rows = [person(1, 4, country="PE"), person(2, 5), person(3, 5, country="PE"), person(4, None, country="PE")]
    assert [one.key for one in best(rows, {1}, "country", "PE", 3)] == [3]
    assert [one.key for one in best(rows, set(), "country", "PE", 1)] == [3]


def worth(chosen: tuple[Person, ...], wanted: list[Aim]) -> tuple[int, Decimal]:
    """How little the aims are missed, then the sum of scores: more is better."""
    missed = 0
    group = compose(chosen)
    for line in held(group, wanted):
        if line.aim.value == ANY:
            most = line.aim.most if line.aim.most is not None else len(chosen)
            missed += sum(max(number - most, 0) for _value, number in group.values("country"))
        else:
            missed += line.short + line.over
    return -missed, sum((one.score or Decimal(0) for one in chosen), Decimal(0))


@settings(deadline=None, max_examples=60)
@given(people(), aims(), st.integers(0, 5))
def test_nothing_better_than_the_proposal_is_found_by_trying_all(
    candidates: list[Person], wanted: list[Aim], seats: int
) -> None:
    proposal = propose(candidates, [], wanted, seats)
    chosen = tuple(one for one in candidates if one.key in proposal.chosen)
    assert len(chosen) <= seats
    groups = (group for size in range(seats + 1) for group in combinations(candidates, size))
    assert worth(chosen, wanted) == max(worth(group, wanted) for group in groups)
    assert proposal == propose(candidates, [], wanted, seats)


def test_targets_come_before_scores_and_those_with_a_place_count() -> None:
    candidates = [person(1, 5), person(2, 4), person(3, 3, gender="woman")]
    aim = Aim("gender", "woman", 1, None)
    assert propose(candidates, [], [aim], 2).chosen == (1, 3)
    assert propose(candidates, [person(9, gender="woman")], [aim], 2).chosen == (1, 2)


def test_a_target_that_cannot_be_met_is_said_and_the_rest_is_done() -> None:
    proposal = propose([person(1, 5)], [], [Aim("gender", "woman", 2, None), Aim("size", "", 1, 1)], 3)
    assert proposal.chosen == (1,)
    assert [(line.short, line.binds) for line in proposal.aims] == [(2, False), (0, True)]


def test_two_thousand_candidates_are_weighed_in_seconds() -> None:
    rows = [
        person(key, key * 7919 % 500 / 100, sector=SECTORS[key % 4], gender=["man", "woman"][key % 3 == 0],
               country=["SN", "PE", "IT", "VN", "KE", "MX", "JO"][key % 7])
        for key in range(2000)
    ]  # fmt: skip
    wanted = [Aim("sector", sector, 8, 12) for sector in SECTORS]
    wanted += [Aim("gender", "woman", 18, None), Aim("country", ANY, None, 8), Aim("income", "", 100_000, None)]
    began = perf_counter()
    proposal = propose(rows, [], wanted, 40)
    assert perf_counter() - began < 20
    assert len(proposal.chosen) == 40
    assert all(line.met for line in proposal.aims)
