"""What a group of people is made of, held against the targets that were set for it; and what a change moves."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

WOMAN = "woman female femme mujer f w".split()
MAN = "man male homme hombre m h".split()
ANY = "*"


def gender_of(words: str) -> str:
    """``woman``, ``man``, ``other`` for any other words, ``unsaid`` for none: people answer in their own words."""
    said = words.strip().casefold()
    if not said:
        return "unsaid"
    return "woman" if said in WOMAN else "man" if said in MAN else "other"


@dataclass(frozen=True)
class Person:
    """Somebody in the group, or who could be: ``score`` is the mean of the reviews, ``income`` EUR, ``beds`` 0 or 1."""

    key: int
    score: Decimal | None
    sector: str
    gender: str
    country: str
    region: str
    languages: frozenset[str]
    financing: str
    income: int
    beds: int

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Every ``(dimension, value)`` under which this person counts as one."""
        each = (
            ("sector", self.sector),
            ("gender", self.gender),
            ("region", self.region),
            ("country", self.country),
            ("financing", self.financing),
        )
        return each + tuple(("language", code) for code in sorted(self.languages))


@dataclass(frozen=True)
class Composition:
    """A group in numbers: people of each kind, and the sums. ``counts`` has no zeroes."""

    size: int
    counts: Mapping[tuple[str, str], int]
    beds: int
    income: int

    def of(self, dimension: str, value: str) -> int:
        """The number that a target is about; of any one country, the country with the most people."""
        if dimension in ("size", "beds", "income"):
            return int(getattr(self, dimension))
        if value == ANY:
            return max((number for (seen, _), number in self.counts.items() if seen == dimension), default=0)
        return self.counts.get((dimension, value), 0)

    def values(self, dimension: str) -> list[tuple[str, int]]:
        """The kinds that there are, most people first."""
        found = [(value, number) for (seen, value), number in self.counts.items() if seen == dimension]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def compose(people: Iterable[Person]) -> Composition:
    """The group of these people."""
    group = list(people)
    counts = Counter(kind for person in group for kind in person.kinds())
    beds, income = sum(person.beds for person in group), sum(person.income for person in group)
    return Composition(len(group), counts, beds, income)


@dataclass(frozen=True)
class Aim:
    """At least and at most so many of one kind; None is no limit."""

    dimension: str
    value: str
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Held:
    """An aim and the number that the group has: ``short`` and ``over`` are by how much it is missed."""

    aim: Aim
    number: int

    @property
    def short(self) -> int:
        """How many are lacking."""
        return max((self.aim.least or 0) - self.number, 0)

    @property
    def over(self) -> int:
        """How many are too many."""
        return 0 if self.aim.most is None else max(self.number - self.aim.most, 0)

    @property
    def met(self) -> bool:
        """Whether the number lies within the aim."""
        return not (self.short or self.over)

    @property
    def binds(self) -> bool:
        """Whether one person more or fewer would miss it."""
        return self.met and self.number in (self.aim.least, self.aim.most)


def held(group: Composition, aims: Iterable[Aim]) -> list[Held]:
    """Each aim with what the group has: of 3 women where 4 are aimed at, 1 is lacking."""
    return [Held(aim, group.of(aim.dimension, aim.value)) for aim in aims]


@dataclass(frozen=True)
class Move:
    """What one number was and would be; ``value`` is empty for the sums."""

    dimension: str
    value: str
    before: int
    after: int


def moves(before: Composition, after: Composition) -> list[Move]:
    """Every number that differs between two groups."""
    kinds = [("size", ""), ("beds", ""), ("income", ""), *sorted(before.counts.keys() | after.counts.keys())]
    pairs = [Move(*kind, before.of(*kind), after.of(*kind)) for kind in kinds]
    return [move for move in pairs if move.before != move.after]


def best(people: Sequence[Person], without: Collection[int], dimension: str, value: str, number: int) -> list[Person]:
    """The ``number`` best by score of one kind who are not in the group yet; ties in the order in which they came."""
    found = [
        person
        for person in people
        if person.key not in without and person.score is not None and (dimension, value) in person.kinds()
    ]
    return sorted(found, key=lambda person: -(person.score or 0))[:number]
