"""More evidence of any kind never takes a certificate away: sessions, results, assignments, teams, numbers by hand."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from certificates.rules.eligibility import Candidate, decide
from enrolment.rules import assignment, attendance, teams
from enrolment.rules.completion import completion
from enrolment.rules.terms import Needed

KINDS = ("webinars", "plenaries", "electives", "hours", "assessments", "final-assignment", "group-work")
WEEK = (
    *(attendance.Meeting(key, kind, 60) for key, kind in enumerate(("webinar", "webinar", "plenary", "field-visit"))),
    attendance.Meeting(4, "elective", 120, elective=1),
    attendance.Meeting(5, "elective", 120, elective=1),
)
TEAM = (None, "working", "returned", "handed-in", "passed")


@dataclass(frozen=True)
class Done:
    """Everything that is known of one participant."""

    came: frozenset[int] = frozenset()
    passed: int = 0
    attempts: tuple[str, ...] = ()
    team: str | None = None
    by_hand: int = 0


def evidence(done: Done, *, passed_only: bool) -> dict[str, int]:
    """As ``facts.completion_of`` brings it together."""
    counted = attendance.evidence(WEEK, done.came, done.passed)
    counted["final-assignment"] = assignment.counted(done.attempts, passed_only=passed_only)
    counted["group-work"] = teams.counted(done.team, passed_only=passed_only)
    return attendance.together(counted, dict.fromkeys(KINDS, done.by_hand))


def certified(needs: list[Needed], done: Done, *, passed_only: bool) -> bool:
    """Whether there is a certificate, for a course that gives one."""
    found = completion(needs, evidence(done, passed_only=passed_only), attendance.planned(WEEK))
    return decide(Candidate(True, True, False, False, found.complete)).allowed


def wanted(amounts: dict[str, int], percent: int) -> list[Needed]:
    """So many of each kind, and of plenaries a share where there is one."""
    needs = [Needed(kind, amount) for kind, amount in amounts.items() if kind != "plenaries" or not percent]
    return [*needs, Needed("plenaries", percent, "percent")] if percent else needs


asked = st.builds(
    wanted, st.dictionaries(st.sampled_from(KINDS[2:]), st.integers(1, 3), min_size=1), st.sampled_from((0, 50, 100))
)
states = st.sampled_from(("draft", "handed-in", "apart", "failed", "passed"))
known = st.builds(
    Done,
    st.frozensets(st.integers(0, 5)),
    st.integers(0, 3),
    st.lists(states, max_size=1).map(tuple),
    st.sampled_from(TEAM),
    st.integers(0, 3),
)


@given(asked, known, known, st.booleans())
def test_more_evidence_never_takes_a_certificate_away(
    needs: list[Needed], done: Done, more: Done, passed_only: bool
) -> None:
    grown = Done(
        came=done.came | more.came,
        passed=done.passed + more.passed,
        attempts=done.attempts + more.attempts,
        team=max(done.team, more.team, key=TEAM.index),
        by_hand=max(done.by_hand, more.by_hand),
    )
    assert certified(needs, grown, passed_only=passed_only) >= certified(needs, done, passed_only=passed_only)


@given(asked, known, st.booleans())
def test_each_kind_alone_can_only_add(needs: list[Needed], done: Done, passed_only: bool) -> None:
    before = certified(needs, done, passed_only=passed_only)
    for grown in (
        replace(done, came=frozenset(range(6))),
        replace(done, passed=done.passed + 1),
        replace(done, attempts=(*done.attempts, "passed")),
        replace(done, team="passed"),
        replace(done, by_hand=9),
    ):
        assert certified(needs, grown, passed_only=passed_only) >= before
