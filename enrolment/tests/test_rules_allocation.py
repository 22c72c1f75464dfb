"""Allocation of electives: as good as the best of all ways, within every limit, and always the same."""

import random
from collections import Counter
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.rules.allocation import Chooser, Course, Group, Missed, Result, allocate, granted_by_rank, ranks_of

SLOTS = ("", "week-1", "week-2")


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Up to four electives in two areas and four participants, who may keep what they have."""
    keys = list(range(1, draw(st.integers(1, 4)) + 1))
    courses = tuple(
        Course(key, draw(st.integers(0, 2)), draw(st.sampled_from(SLOTS)), draw(st.integers(1, 2))) for key in keys
    )
    choosers = []
    for key in range(draw(st.integers(1, 4))):
        wishes = tuple(draw(st.permutations(keys)))[: draw(st.integers(0, len(keys)))]
        unable = frozenset(draw(st.sets(st.sampled_from(keys), max_size=1)))
        kept = frozenset(draw(st.sets(st.sampled_from(keys), max_size=1)))
        choosers.append(Chooser(key, wishes, draw(st.integers(1, 3)), kept, unable))
    return Group(courses, tuple(choosers), seed=draw(st.integers(0, 5)))


def options(chooser: Chooser, slots: dict[int, str]) -> list[frozenset[int]]:
    """Every set of new electives that this participant could have, were nobody else there."""
    wishes = [key for key in chooser.wishes if key not in chooser.kept | chooser.unable]
    sets = [
        frozenset(new) for n in range(max(chooser.number - len(chooser.kept), 0) + 1) for new in combinations(wishes, n)
    ]
    return [new for new in sets if fits(new, chooser, slots)]


def fits(new: frozenset[int], chooser: Chooser, slots: dict[int, str]) -> bool:
    busy = Counter(slots[key] for key in new if slots[key])
    return all(n == 1 for n in busy.values()) and not set(busy) & {slots[key] for key in chooser.kept}


def score(group: Group, chosen: tuple[frozenset[int], ...]) -> tuple[int, ...]:
    """How many first, second, third and fourth choices are granted, beside those that are kept."""
    areas = {course.key: course.area for course in group.courses}
    ranks: Counter[int] = Counter()
    for chooser, new in zip(group.choosers, chosen, strict=True):
        for key in new:
            before = chooser.wishes[: chooser.wishes.index(key)]
            ranks[sum(areas[other] == areas[key] for other in before)] += 1
    return tuple(ranks[rank] for rank in range(4))


def best_by_trying_all(group: Group) -> tuple[int, ...]:
    slots = {course.key: course.slot for course in group.courses}
    kept = Counter(key for chooser in group.choosers for key in chooser.kept)
    found = [(0, 0, 0, 0)]
    for chosen in product(*(options(chooser, slots) for chooser in group.choosers)):
        taken = Counter(key for new in chosen for key in new)
        if all(taken[c.key] <= max(c.seats - kept[c.key], 0) for c in group.courses):
            found.append(score(group, chosen))  # type: ignore[arg-type]
    return max(found)


def new_of(group: Group, results: dict[int, Result]) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(results[chooser.key].seats) - chooser.kept for chooser in group.choosers)


@settings(max_examples=60, deadline=None)
@given(groups())
def test_nothing_is_better_than_what_is_found(group: Group) -> None:
    results = allocate(group)
    chosen = new_of(group, results)
    slots = {course.key: course.slot for course in group.courses}
    assert score(group, chosen) == best_by_trying_all(group)
    assert all(new in options(chooser, slots) for new, chooser in zip(chosen, group.choosers, strict=True))
    assert allocate(group) == results
    for chooser in group.choosers:
        one = results[chooser.key]
        assert {missed.course for missed in one.missed} == set(chooser.wishes) - set(one.seats)


@settings(max_examples=60, deadline=None)
@given(groups())
def test_why_a_wish_was_not_granted_is_true(group: Group) -> None:
    results, courses = allocate(group), {course.key: course for course in group.courses}
    taken = Counter(key for one in results.values() for key in one.seats)
    for chooser in group.choosers:
        one = results[chooser.key]
        slots = {courses[key].slot for key in one.seats} - {""}
        for missed in one.missed:
            true = {
                "full": taken[missed.course] >= courses[missed.course].seats,
                "clash": courses[missed.course].slot in slots,
                "language": missed.course in chooser.unable,
                "enough": len(one.seats) >= chooser.number,
            }
            assert true[missed.why]


def test_every_area_has_a_first_choice() -> None:
    courses = {key: Course(key, 1, area=area) for key, area in ((1, 7), (2, 7), (3, 8), (4, 8))}
    chooser = Chooser(1, (1, 2, 4, 3), 2)
    assert ranks_of(chooser, courses) == {1: 1, 2: 2, 4: 1, 3: 2}
    assert allocate(Group(tuple(courses.values()), (chooser,), 0))[1].seats == {1: 1, 4: 1}


def test_a_tie_is_decided_by_the_lot_and_the_seed_alone() -> None:
    courses = (Course(1, 1),)
    winners = set()
    for seed in range(20):
        results = allocate(Group(courses, (Chooser(7, (1,), 1), Chooser(8, (1,), 1)), seed))
        winners |= {key for key, one in results.items() if one.seats}
        assert granted_by_rank(results) == {1: 1}
    assert winners == {7, 8}


def test_why_a_wish_was_not_granted() -> None:
    courses = (Course(1, 0), Course(2, 9, "week-1"), Course(3, 9, "week-1"), Course(4, 9), Course(5, 9))
    results = allocate(Group(courses, (Chooser(1, (1, 2, 3, 4), 9, unable=frozenset({4})),), 0))
    assert results[1].missed == (Missed(1, 1, "full"), Missed(3, 3, "clash"), Missed(4, 4, "language"))
    assert allocate(Group(courses, (Chooser(1, (2, 5), 1),), 0))[1].missed == (Missed(5, 2, "enough"),)


def test_without_wishes_there_is_nothing_to_give() -> None:
    assert allocate(Group((Course(1, 1),), (Chooser(1, (), 3),), 0)) == {1: Result()}
    assert allocate(Group((), (), 0)) == {}


def large(seed: int = 1) -> Group:
    """300 participants with eight wishes each, for 40 electives in four areas; the dearest are far too small."""
    draw = random.Random(seed)
    courses = tuple(Course(key, 8 + key % 20, f"week-{key % 5}", area=key % 4) for key in range(1, 41))
    weights = [41 - course.key for course in courses]
    choosers = []
    for key in range(300):
        wishes = dict.fromkeys(draw.choices(range(1, 41), weights, k=30))
        choosers.append(Chooser(key, tuple(wishes)[:8], 3))
    return Group(courses, tuple(choosers), seed)


def first_come(group: Group) -> int:
    """How many first choices are granted when everybody in turn takes what is left."""
    courses, left = {c.key: c for c in group.courses}, {c.key: c.seats for c in group.courses}
    granted = 0
    for chooser in group.choosers:
        mine: set[str] = set()
        for key, rank in ranks_of(chooser, courses).items():
            if rank == 1 and left[key] and len(mine) < chooser.number and courses[key].slot not in mine:
                mine.add(courses[key].slot)
                left[key] -= 1
        granted += len(mine)
    return granted


def test_three_hundred_participants_and_forty_electives_within_every_limit() -> None:
    group, heard = large(), []
    results = allocate(group, lambda done, of: heard.append((done, of)))
    slots = {course.key: course.slot for course in group.courses}
    taken = Counter(key for one in results.values() for key in one.seats)
    assert all(taken[course.key] <= course.seats for course in group.courses)
    for chooser in group.choosers:
        seats = results[chooser.key].seats
        assert len(seats) <= 3
        assert len({slots[key] for key in seats}) == len(seats)
    assert heard == [(done, len(heard)) for done in range(1, len(heard) + 1)]
    assert granted_by_rank(results)[1] > first_come(group)
