"""Teams that are the group in small."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.rules.teams import Member, build, counted, explained, languages_of, number_of_teams, shares

STATES = (None, "working", "handed-in", "returned", "passed")
people = st.lists(
    st.tuples(
        st.sampled_from(("government", "employers", "workers", "")),
        st.sampled_from(("woman", "man", "")),
        st.sampled_from(("SN", "KE", "PE", "PH")),
        st.frozensets(st.sampled_from(("en", "fr")), max_size=2),
    ),
    min_size=1,
    max_size=14,
).map(lambda rows: [Member(key, *row) for key, row in enumerate(rows)])


@pytest.mark.parametrize(("members", "size", "teams"), [(0, 5, 0), (1, 5, 1), (12, 4, 3), (23, 5, 5), (24, 10, 2)])
def test_how_many_teams(members: int, size: int, teams: int) -> None:
    assert number_of_teams(members, size) == teams


@pytest.mark.parametrize(
    ("french", "english", "both", "found"),
    [
        (5, 15, 0, ("en", "en", "en", "fr")),
        (0, 5, 15, ("en", "en", "en", "en")),
        (1, 0, 19, ("en", "en", "en", "fr")),
        (20, 0, 0, ("fr", "fr", "fr", "fr")),
        (19, 1, 0, ("en", "fr", "fr", "fr")),
    ],
)
def test_the_languages_of_teams(french: int, english: int, both: int, found: tuple[str, ...]) -> None:
    known = [frozenset({"fr"})] * french + [frozenset({"en"})] * english + [frozenset({"en", "fr"})] * both
    members = [Member(key, languages=languages) for key, languages in enumerate(known)]
    assert languages_of(members, 4, ["en", "fr"]) == found


def test_teams_worked_by_hand() -> None:
    french, english = frozenset({"fr"}), frozenset({"en"})
    group = [
        Member(0, "government", "woman", "SN", french),
        Member(1, "workers", "man", "SN", french),
        Member(2, "government", "man", "KE", english),
        Member(3, "workers", "woman", "KE", english),
    ]
    team_of = build(group, ("en", "fr"), seed=1)
    assert {key for key, team in team_of.items() if team == 1} == {0, 1}
    kinds = {(kind.dimension, kind.value): kind for kind in explained(group, team_of, 2)}
    assert kinds["sector", "government"].counts == (1, 1)
    assert kinds["country", "SN"].counts == (0, 2)
    assert not kinds["country", "SN"].even


@settings(deadline=None, max_examples=25)
@given(people, st.integers(2, 5), st.integers(1, 99))
def test_everybody_has_one_team_of_the_right_size_and_the_seed_decides(
    members: list[Member], size: int, seed: int
) -> None:
    teams = number_of_teams(len(members), size)
    languages = languages_of(members, teams, ["en", "fr"])
    team_of = build(members, languages, seed)
    assert set(team_of) == {one.key for one in members}
    sizes = Counter(team_of.values())
    assert max(sizes.values()) - min(sizes[team] for team in range(teams)) <= 1
    assert build(members[::-1], languages, seed) == team_of


@settings(deadline=None, max_examples=15)
@given(st.integers(2, 4), st.integers(2, 4), st.integers(1, 99))
def test_what_can_be_spread_evenly_is(teams: int, kinds: int, seed: int) -> None:
    members = [Member(key, sector=f"kind-{key % kinds}") for key in range(teams * kinds)]
    team_of = build(members, ("en",) * teams, seed)
    assert all(kind.even for kind in explained(members, team_of, teams))


@given(people, st.integers(1, 5))
def test_the_shares_of_a_kind_add_up(members: list[Member], teams: int) -> None:
    for (dimension, value), (least, most) in shares(members, teams).items():
        number = sum(getattr(one, dimension) == value for one in members)
        assert least * teams <= number <= most * teams


def test_handing_in_and_passing_never_take_anything_away() -> None:
    for passed_only in (True, False):
        found = [counted(state, passed_only=passed_only) for state in STATES]
        assert found == sorted(found)
