"""A group proposed by a solver: the highest scores that fit into the seats and, as far as it can be, the targets.

A mixed-integer programme: one variable for each person who could be chosen (0 or 1), and for each target two for how
much it is missed. Missing a target by one person costs more than any score can gain, so targets come first and scores
decide among what is left; where targets contradict each other, the least possible is missed. The same people, targets
and seats give the same group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from enrolment.rules.composition import ANY, Aim, Composition, Held, Person, compose, held

SECONDS = 5.0
MISSED = 1000.0  # a target missed by one person; 100 people at the highest score come to 500


@dataclass(frozen=True)
class Proposal:
    """Who is proposed, the group with those who have a place already, and every aim with its number.

    ``proven`` is False when the time was over before it was certain that nothing better exists.
    """

    chosen: tuple[int, ...]
    group: Composition
    aims: tuple[Held, ...]
    proven: bool


def propose(candidates: Sequence[Person], group: Sequence[Person], aims: Sequence[Aim], seats: int) -> Proposal:
    """At most ``seats`` of the ``candidates``, besides the ``group`` that has places; candidates all have scores.

    Two seats, scores 5, 4 and 3, and one woman aimed at, who has 3: the 5 and the 3 are proposed.
    """
    if not candidates or seats <= 0:
        return told(candidates, group, aims, (), proven=True)
    chosen, proven = solved(candidates, compose(group), split(aims, [*candidates, *group]), seats)
    return told(candidates, group, aims, chosen, proven=proven)


def told(
    candidates: Sequence[Person], group: Sequence[Person], aims: Sequence[Aim], keys: Sequence[int], *, proven: bool
) -> Proposal:
    """The proposal in numbers."""
    chosen = set(keys)
    whole = compose([*group, *(person for person in candidates if person.key in chosen)])
    return Proposal(tuple(sorted(chosen)), whole, tuple(held(whole, aims)), proven)


def split(aims: Sequence[Aim], people: Sequence[Person]) -> list[Aim]:
    """An aim for any one country becomes one for each country that there is; only its upper limit can be meant."""
    countries = sorted({person.country for person in people})
    single = [aim for aim in aims if aim.value != ANY]
    spread = [Aim("country", code, None, aim.most) for aim in aims if aim.value == ANY for code in countries]
    return single + spread


def amount(person: Person, aim: Aim) -> int:
    """How much one person adds to the number that an aim is about."""
    if aim.dimension == "size":
        return 1
    if aim.dimension in ("beds", "income"):
        return int(getattr(person, aim.dimension))
    return int((aim.dimension, aim.value) in person.kinds())


def solved(
    candidates: Sequence[Person], group: Composition, aims: Sequence[Aim], seats: int
) -> tuple[tuple[int, ...], bool]:
    """The keys of the best group, and whether it is proven to be the best."""
    import numpy as np  # heavy: only the page that proposes needs them
    from scipy.optimize import Bounds, LinearConstraint, milp

    people, missing = len(candidates), 2 * len(aims)
    # earlier in the queue is worth a trifle, so that there is one best group
    gains = [float(person.score or 0) + 0.01 - 1e-6 * number for number, person in enumerate(candidates)]
    scales = [max((amount(person, aim) for person in candidates), default=1) or 1 for aim in aims]
    cost = np.array([-gain for gain in gains] + [MISSED] * missing)
    rows, lower, upper = [np.r_[np.ones(people), np.zeros(missing)]], [0.0], [float(seats)]
    for number, (aim, scale) in enumerate(zip(aims, scales, strict=True)):
        row = np.zeros(people + missing)
        row[:people] = [amount(person, aim) / scale for person in candidates]
        row[people + 2 * number], row[people + 2 * number + 1] = 1, -1
        there = group.of(aim.dimension, aim.value)
        rows.append(row)
        lower.append(-np.inf if aim.least is None else (aim.least - there) / scale)
        upper.append(np.inf if aim.most is None else (aim.most - there) / scale)
    whole = np.r_[np.ones(people), np.zeros(missing)]
    found = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), lower, upper),
        integrality=whole,
        bounds=Bounds(0, np.r_[np.ones(people), np.full(missing, np.inf)]),
        options={"time_limit": SECONDS, "mip_rel_gap": 0},
    )
    if found.x is None:
        return (), False
    keys = tuple(person.key for person, value in zip(candidates, found.x, strict=False) if value > 0.5)
    return keys, bool(found.status == 0)
