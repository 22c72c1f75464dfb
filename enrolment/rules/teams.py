"""Teams for the group work, balanced by a solver: each team is the group in small.

A mixed-integer programme: one variable for each member and team (0 or 1). Sizes differ by one at most. Of each kind,
such as the women or those from one country, a team has its share, rounded down or up; what is above or below costs.
Not knowing the team's language costs most, then constituents, gender and countries. The same members and seed always
give the same teams: the seed only shuffles the order in which the solver sees them.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COSTS = {"language": 100.0, "sector": 9.0, "gender": 6.0, "country": 3.0}
BALANCED = ("sector", "gender", "country")
MOST_NODES = 2000  # and no limit of time, which would make the result depend on the machine


@dataclass(frozen=True)
class Member:
    """One participant; an empty kind is not known and is not balanced. Without languages, any will do."""

    key: int
    sector: str = ""
    gender: str = ""
    country: str = ""
    languages: frozenset[str] = frozenset()

    def understands(self, language: str) -> bool:
        """Whether the member can work in the language."""
        return not self.languages or language in self.languages


@dataclass(frozen=True)
class Kind:
    """How many of one kind each team has, in the order of the teams, and how many it should have."""

    dimension: str
    value: str
    counts: tuple[int, ...]
    least: int
    most: int

    @property
    def even(self) -> bool:
        """Whether every team has its share."""
        return all(self.least <= count <= self.most for count in self.counts)


def number_of_teams(members: int, size: int) -> int:
    """So many teams that their size is nearest to the one wished for: 23 in teams of 5 are 5 teams."""
    return max(round(members / size), 1) if members else 0


def languages_of(members: Sequence[Member], teams: int, languages: Sequence[str]) -> tuple[str, ...]:
    """The working language of each team, by how many know only that one; the first language takes the rest.

    Of 20 members in 4 teams, 5 know only French and the others English: three teams work in English, one in French.
    """
    if not languages or not teams:
        return ("",) * teams
    only = Counter(known[0] for one in members if len(known := known_of(one, languages)) == 1)
    shares = {code: -(-only[code] * teams // len(members)) for code in languages[1:]}
    others = [code for code, share in shares.items() for _team in range(share)]
    others = others[: teams - 1 if only[languages[0]] else teams]
    return (*(languages[0],) * (teams - len(others)), *others)


def known_of(member: Member, languages: Sequence[str]) -> list[str]:
    """The languages of teaching that the member understands."""
    return [code for code in languages if member.understands(code)]


def build(members: Sequence[Member], languages: Sequence[str], seed: int) -> dict[int, int]:
    """The team of each member, by key, from 0; ``languages`` has one for each team."""
    if not members:
        return {}
    people = sorted(members, key=lambda one: one.key)
    random.Random(seed).shuffle(people)  # noqa: S311 no secret: the same seed gives the same order
    return solved(people, languages)


def shares(members: Sequence[Member], teams: int) -> dict[tuple[str, str], tuple[int, int]]:
    """For each kind the least and the most that a team should have: of 7 women in 3 teams, 2 to 3."""
    counted = Counter((dimension, getattr(one, dimension)) for one in members for dimension in BALANCED)
    return {kind: (number // teams, -(-number // teams)) for kind, number in sorted(counted.items()) if kind[1]}


def solved(people: Sequence[Member], languages: Sequence[str]) -> dict[int, int]:
    """The best distribution that the solver finds."""
    import numpy as np  # heavy: only the page that proposes needs them
    from scipy.optimize import Bounds, LinearConstraint, milp

    size, teams, kinds = len(people), len(languages), shares(people, len(languages))
    cells = size * teams
    programme = rows_of(people, teams, kinds)
    strange = [0.0 if one.understands(language) else COSTS["language"] for one in people for language in languages]
    missed = [COSTS[dimension] for dimension, _value in kinds for _both in range(2 * teams)]
    matrix = np.zeros((len(programme), cells + len(missed)))
    for number, (columns, _least, _most) in enumerate(programme):
        matrix[number, list(columns)] = list(columns.values())
    found = milp(
        np.array(strange + missed),
        constraints=LinearConstraint(matrix, [row[1] for row in programme], [row[2] for row in programme]),
        integrality=np.r_[np.ones(cells), np.zeros(len(missed))],
        bounds=Bounds(0, np.r_[np.ones(cells), np.full(len(missed), np.inf)]),
        options={"node_limit": MOST_NODES, "mip_rel_gap": 0},
    )
    if found.x is None:
        return {one.key: number % teams for number, one in enumerate(people)}
    return {one.key: int(np.argmax(found.x[n * teams : n * teams + teams])) for n, one in enumerate(people)}


def rows_of(
    people: Sequence[Member], teams: int, kinds: Mapping[tuple[str, str], tuple[int, int]]
) -> list[tuple[dict[int, int], int, int]]:
    """The constraints, each as columns with their factors, a least and a most.

    Everybody is in one team, teams are of one size or one more, and each kind has its share in each team, where two
    columns more take what is too few and too many.
    """
    size, cells = len(people), len(people) * teams
    rows = [({number * teams + team: 1 for team in range(teams)}, 1, 1) for number in range(size)]
    least, most = size // teams, -(-size // teams)
    rows += [({number * teams + team: 1 for number in range(size)}, least, most) for team in range(teams)]
    for place, ((dimension, value), (least, most)) in enumerate(kinds.items()):
        own = [number for number, one in enumerate(people) if getattr(one, dimension) == value]
        for team in range(teams):
            slack = cells + 2 * (place * teams + team)
            rows.append(({number * teams + team: 1 for number in own} | {slack: 1, slack + 1: -1}, least, most))
    return rows


def explained(members: Sequence[Member], team_of: Mapping[int, int], teams: int) -> list[Kind]:
    """How every kind is spread over the teams."""
    found = []
    for (dimension, value), (least, most) in shares(members, teams).items():
        counts = Counter(team_of[one.key] for one in members if getattr(one, dimension) == value)
        found.append(Kind(dimension, value, tuple(counts[team] for team in range(teams)), least, most))
    return found


def counted(state: str | None, *, passed_only: bool) -> int:
    """1 where the team's work counts towards the requirement: passed, or else handed in at all."""
    return int(state == "passed" if passed_only else state in ("handed-in", "passed", "returned"))
