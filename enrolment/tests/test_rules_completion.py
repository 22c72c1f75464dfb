"""Who has done all that an edition asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.completion import completion
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
