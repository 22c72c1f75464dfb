"""What attendance and results come to."""

from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.attendance import Meeting, concerning, evidence, planned, together
from enrolment.rules.completion import completion
from enrolment.rules.terms import Needed

KINDS = ("webinar", "plenary", "elective", "field-visit")
WEEK = (
    Meeting(1, "webinar", 90),
    Meeting(2, "webinar", 90),
    Meeting(3, "plenary", 60),
    Meeting(4, "elective", 120, elective=7),
    Meeting(5, "elective", 120, elective=7),
    Meeting(6, "elective", 120, elective=8),
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Meeting, ...]:
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=8))
    elective = st.integers(1, 3)
    return tuple(
        Meeting(key, kind, draw(st.integers(1, 200)), draw(elective) if kind == "elective" else None)
        for key, kind in enumerate(kinds)
    )


def test_counting_worked_by_hand() -> None:
    assert evidence(WEEK, {1, 3, 4}, passed=2) == {
        "webinars": 1,
        "plenaries": 1,
        "electives": 0,
        "hours": 4,
        "assessments": 2,
    }
    assert evidence(WEEK, {4, 5}, passed=0)["electives"] == 1


def test_sessions_of_an_elective_that_one_does_not_take_concern_one_not() -> None:
    assert [one.key for one in concerning(WEEK, [7])] == [1, 2, 3, 4, 5]


def test_a_number_by_hand_adds_and_takes_nothing_away() -> None:
    assert together({"webinars": 2, "hours": 3}, {"webinars": 1, "group-work": 1}) == {
        "webinars": 2,
        "hours": 3,
        "group-work": 1,
    }


def test_a_share_is_of_what_the_edition_holds_and_rounded_up() -> None:
    share = Needed("webinars", 80, "percent")
    assert [share.of(held) for held in (0, 1, 3, 5, 10)] == [1, 1, 3, 4, 8]
    line = completion([share], {"webinars": 1}, planned(WEEK)).lines[0]
    assert (line.needed, line.done, line.met) == (2, 1, False)


@given(weeks(), st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)), st.integers(0, 5))
def test_coming_to_more_sessions_never_takes_anything_away(
    week: tuple[Meeting, ...], came: set[int], more: set[int], passed: int
) -> None:
    before, after = evidence(week, came, passed), evidence(week, came | more, passed + 1)
    assert all(after.get(kind, 0) >= amount for kind, amount in before.items())
    needs = [Needed(kind, 1) for kind in ("webinars", "electives", "hours", "assessments")]
    assert completion(needs, after).complete >= completion(needs, before).complete


@given(weeks(), st.sets(st.integers(0, 8)))
def test_who_came_to_everything_has_every_share(week: tuple[Meeting, ...], other: set[int]) -> None:
    everything = {meeting.key for meeting in week} | other
    held = planned(week)
    needs = [Needed(kind, 100, "percent") for kind in held]
    assert not completion(needs, evidence(week, everything, 0), held).open
