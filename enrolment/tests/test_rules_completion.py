"""Who has done all that an edition asks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.completion import Course, Line, Step, Why, completion
from enrolment.rules.terms import Needed

KINDS = ("electives", "webinars", "plenaries", "group-work", "assessments", "final-assignment")
ACADEMY = [Needed("electives", 3), Needed("webinars", 2), Needed("final-assignment", 1)]

amounts = st.integers(min_value=0, max_value=9)
records = st.dictionaries(st.sampled_from(KINDS), amounts)
asked = st.lists(
    st.builds(Needed, st.sampled_from(KINDS), st.integers(min_value=1, max_value=9)), unique_by=lambda need: need.kind
)


@pytest.mark.parametrize(
    ("evidence", "still_open"),
    [
        ({}, ["electives", "webinars", "final-assignment"]),
        ({"electives": 3, "webinars": 2, "final-assignment": 1}, []),
        ({"electives": 4, "webinars": 9, "final-assignment": 1}, []),
        ({"electives": 2, "webinars": 2, "final-assignment": 1}, ["electives"]),
        ({"electives": 3, "webinars": 2, "plenaries": 5}, ["final-assignment"]),
    ],
)
def test_completions_worked_by_hand(evidence: dict[str, int], still_open: list[str]) -> None:
    found = completion(ACADEMY, evidence)
    assert [line.kind for line in found.open] == still_open
    assert found.complete == (not still_open)


@given(records)
def test_an_edition_that_asks_for_nothing_cannot_be_completed(evidence: dict[str, int]) -> None:
    assert not completion([], evidence).complete


@given(asked, records, records)
def test_more_evidence_never_takes_completion_away(
    needs: list[Needed], evidence: dict[str, int], more: dict[str, int]
) -> None:
    grown = {kind: evidence.get(kind, 0) + more.get(kind, 0) for kind in evidence | more}
    before, after = completion(needs, evidence), completion(needs, grown)
    assert {line.kind for line in after.open} <= {line.kind for line in before.open}
    assert after.complete >= before.complete


@given(asked, records)
def test_one_requirement_more_never_completes_anybody(needs: list[Needed], evidence: dict[str, int]) -> None:
    for number in range(1, len(needs)):
        assert completion(needs[:number], evidence).complete >= completion(needs, evidence).complete


@given(asked, records)
def test_every_requirement_has_its_line_in_its_order_and_other_evidence_has_none(
    needs: list[Needed], evidence: dict[str, int]
) -> None:
    found = completion(needs, evidence)
    assert [(line.kind, line.needed) for line in found.lines] == [(need.kind, need.amount) for need in needs]
    assert found.complete == (bool(needs) and not found.open)


TODAY = date(2026, 7, 6)
days = st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
steps = st.lists(st.builds(Step, st.text("abc", min_size=1), st.booleans(), days), max_size=6).map(tuple)


def line(needed: int, *days_and_done: tuple[int, bool], until: date | None = None) -> Line:
    """So many asked, and steps a number of days from today."""
    known = tuple(Step(f"Webinar {day}", done, TODAY + timedelta(days=day)) for day, done in days_and_done)
    return Line("webinars", needed, sum(step.done for step in known), known, until)


@pytest.mark.parametrize(
    ("found", "why", "by"),
    [
        (line(1, (-1, True)), Why.MET, None),
        (line(2, (-1, True), (0, False), (3, False)), Why.COMING, 3),
        (line(2, (-2, False), (-1, True), (0, False)), Why.COMING, 0),
        (line(2, (-2, False), (-1, True)), Why.TOO_FEW, None),
        (line(3, (-1, True), (2, False), until=TODAY + timedelta(days=9)), Why.DUE, 9),
        (line(1, until=TODAY), Why.DUE, 0),
        (line(1, until=TODAY - timedelta(days=1)), Why.LATE, -1),
        (line(1), Why.OPEN, None),
    ],
)
def test_why_not_yet_and_by_when(found: Line, why: Why, by: int | None) -> None:
    assert found.why(TODAY) == why
    assert found.by(TODAY) == (None if by is None else TODAY + timedelta(days=by))


@given(st.integers(1, 9), st.integers(0, 9), steps, st.none() | days)
def test_a_line_is_met_exactly_when_nothing_is_missing(
    needed: int, done: int, known: tuple[Step, ...], until: date | None
) -> None:
    found = Line("webinars", needed, done, known, until)
    assert found.met == (found.missing == 0) == (found.why(TODAY) == Why.MET)
    assert all(step.by and step.by >= TODAY for step in found.to_come(TODAY))


@given(asked, records, st.dictionaries(st.sampled_from(KINDS), steps), st.dictionaries(st.sampled_from(KINDS), days))
def test_what_is_known_of_the_course_decides_nothing(
    needs: list[Needed], evidence: dict[str, int], known: dict[str, tuple[Step, ...]], until: dict[str, date]
) -> None:
    told = completion(needs, evidence, course=Course(known, until))
    plain = completion(needs, evidence)
    assert [line.met for line in told.lines] == [line.met for line in plain.lines]
