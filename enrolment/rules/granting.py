"""Which wishes are granted: the solver's part of an allocation of electives."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from enrolment.rules.allocation import Group, Pair, Progress, left


def granted(group: Group, pairs: list[Pair], progress: Progress) -> set[tuple[int, int]]:
    """Participant and elective of each wish that is granted: most of rank 1, then of rank 2, and then by lots."""
    ranks = sorted({pair.rank for pair in pairs})
    limits, chosen = constraints(group, pairs), np.zeros(len(pairs))
    for done, rank in enumerate(ranks, start=1):
        wanted = np.array([float(pair.rank == rank) for pair in pairs])
        chosen = best(wanted, limits)
        limits.append(LinearConstraint(wanted[np.newaxis, :], round(float(wanted @ chosen)), np.inf))
        progress(done, len(ranks) + 1)
    if pairs:
        chosen = best(np.array([float(pair.lot) for pair in pairs]), limits)
    progress(len(ranks) + 1, len(ranks) + 1)
    return {(pair.chooser, pair.course) for pair, yes in zip(pairs, chosen, strict=True) if yes > 0.5}


def best(gain: "np.ndarray", limits: list[LinearConstraint]) -> "np.ndarray":
    """The choice of pairs, each 0 or 1, that gains most within the limits; choosing none is always within them."""
    found = milp(
        -gain, constraints=limits, integrality=np.ones(len(gain)), bounds=Bounds(0, 1), options={"mip_rel_gap": 0}
    )
    if found.x is None:
        raise ArithmeticError(found.message)
    return np.round(found.x)


def constraints(group: Group, pairs: list[Pair]) -> list[LinearConstraint]:
    """No more than a course's seats, than a participant's number, or than one in a slot."""
    slots = {course.key: course.slot for course in group.courses}
    room: dict[tuple[object, ...], int] = {("course", c.key): left(c, group) for c in group.courses}
    room |= {("chooser", c.key): max(c.number - len(c.kept), 0) for c in group.choosers}
    rows: dict[tuple[object, ...], list[int]] = {}
    for column, pair in enumerate(pairs):
        keys: list[tuple[object, ...]] = [("course", pair.course), ("chooser", pair.chooser)]
        if slots[pair.course]:
            keys.append(("slot", pair.chooser, slots[pair.course]))
        for key in keys:
            rows.setdefault(key, []).append(column)
    if not rows:
        return []
    places = [(row, column) for row, columns in enumerate(rows.values()) for column in columns]
    matrix = csr_array((np.ones(len(places)), tuple(zip(*places, strict=True))), shape=(len(rows), len(pairs)))
    return [LinearConstraint(matrix, -np.inf, [room.get(key, 1) for key in rows])]
