"""Who gets a certificate."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from certificates.rules.eligibility import Candidate, Reason, decide

EARNED = Candidate(course_gives_one=True, place_is_held=True, has_one=False, was_revoked=False, complete=True)


def test_who_completed_a_course_that_gives_one_gets_it() -> None:
    assert decide(EARNED).allowed


def test_each_thing_that_stands_against_it_is_named() -> None:
    against: dict[Reason, dict[str, Any]] = {
        Reason.COURSE_GIVES_NONE: {"course_gives_one": False},
        Reason.PLACE_GIVEN_BACK: {"place_is_held": False},
        Reason.HAS_ONE: {"has_one": True},
        Reason.WAS_REVOKED: {"was_revoked": True},
        Reason.NOT_COMPLETE: {"complete": False},
        Reason.LACKS_DATA: {"lacking": ("name",)},
    }
    assert {reason: decide(replace(EARNED, **change)).reason for reason, change in against.items()} == {
        reason: reason for reason in Reason
    }


@given(st.builds(Candidate, lacking=st.just(())))
def test_completing_more_never_takes_a_certificate_away(before: Candidate) -> None:
    assert decide(replace(before, complete=True)).allowed or not decide(before).allowed
