"""Who gets a Certificate of Achievement, and who one of Participation."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody does not get one, in the order in which it is asked."""

    COURSE_GIVES_NONE = "course-gives-none"
    PLACE_GIVEN_BACK = "place-given-back"
    HAS_ONE = "has-one"
    WAS_REVOKED = "was-revoked"
    NOT_COMPLETE = "not-complete"
    LACKS_DATA = "lacks-data"


@dataclass(frozen=True)
class Candidate:
    """A place as the rule sees it; ``lacking`` names what would have to stand on the paper and is not known."""

    course_gives_one: bool
    place_is_held: bool
    has_one: bool
    was_revoked: bool
    complete: bool
    took_part: bool = False
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Whether, and if not, why not."""

    allowed: bool
    reason: Reason | None = None
    kind: str = "achievement"


def decide(candidate: Candidate) -> Decision:
    """A certificate for each held place of which all requirements are met, once; for who took part, one of that.

    Source: the certificate is given for completing what the edition asks (A9718056: electives, webinars,
    plenaries, group work and final assignment; A9716204: all assessments and the final assignment); a course
    can give none. A certificate that was revoked is not given again by itself: staff replace it, with a reason.
    """
    asked = (
        (not candidate.course_gives_one, Reason.COURSE_GIVES_NONE),
        (not candidate.place_is_held, Reason.PLACE_GIVEN_BACK),
        (candidate.has_one, Reason.HAS_ONE),
        (candidate.was_revoked, Reason.WAS_REVOKED),
        (not (candidate.complete or candidate.took_part), Reason.NOT_COMPLETE),
        (bool(candidate.lacking), Reason.LACKS_DATA),
    )
    reason = next((why for holds, why in asked if holds), None)
    return Decision(reason is None, reason, "achievement" if candidate.complete else "participation")
