"""How the teams of an edition are balanced, for the desk."""

from dataclasses import dataclass
from typing import Any

from catalogue.models import Edition
from enrolment import facts
from enrolment.models import TeamMember
from enrolment.rules import teams as rules
from enrolment.words import word_for


@dataclass(frozen=True)
class Spread:
    """One kind in words, how many each team has, how many it should have, and whether all do."""

    word: Any
    dimension: str
    counts: tuple[int, ...]
    least: int
    most: int
    even: bool


def spread(edition: Edition) -> list[Spread]:
    """Every kind of which there are two or more; nothing before there are teams. In four queries."""
    numbers = {team.pk: index for index, team in enumerate(edition.teams.all())}
    rows = TeamMember.objects.filter(team__edition=edition).values_list("place", "team")
    team_of = {place: numbers[team] for place, team in rows}
    members = [one for one in facts.members_of(edition) if one.key in team_of]
    if not members:
        return []
    found = rules.explained(members, team_of, len(numbers))
    return [in_words(kind) for kind in found if sum(kind.counts) > 1]


def in_words(kind: rules.Kind) -> Spread:
    """The kind as people read it."""
    return Spread(word_for(kind.dimension, kind.value), kind.dimension, kind.counts, kind.least, kind.most, kind.even)
