"""What attendance and results come to, kind by kind: the evidence that is held against the requirements.

Ours: an elective is completed by who came to all of its sessions; hours are those of all sessions, whole hours only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KINDS = {"webinar": "webinars", "plenary": "plenaries"}


@dataclass(frozen=True)
class Meeting:
    """A session that concerns a participant: its kind, its length, and the elective that it is part of."""

    key: int
    kind: str
    minutes: int
    elective: int | None = None


def concerning(meetings: Iterable[Meeting], electives: Iterable[int]) -> tuple[Meeting, ...]:
    """Of an edition's sessions those of a participant who has these electives: all that are not of another one."""
    taken = {None, *electives}
    return tuple(meeting for meeting in meetings if meeting.elective in taken)


def evidence(meetings: Iterable[Meeting], came: Iterable[int], passed: int) -> dict[str, int]:
    """How much of each kind is done, from the participant's sessions, those attended, and assessments passed.

    Two webinars of 90 minutes, of which one was attended, are 1 webinar and 1 hour.
    """
    mine, present = tuple(meetings), set(came)
    there = [meeting for meeting in mine if meeting.key in present]
    counted = Counter(KINDS[meeting.kind] for meeting in there if meeting.kind in KINDS)
    missed = {meeting.elective for meeting in mine if meeting.key not in present}
    electives = {meeting.elective for meeting in there} - missed - {None}
    hours = sum(meeting.minutes for meeting in there) // 60
    return {**counted, "electives": len(electives), "hours": hours, "assessments": passed}


def planned(meetings: Iterable[Meeting]) -> dict[str, int]:
    """How many of each kind the edition holds: of these a share is asked."""
    return dict(Counter(KINDS[meeting.kind] for meeting in meetings if meeting.kind in KINDS))


def together(counted: Mapping[str, int], by_hand: Mapping[str, int]) -> dict[str, int]:
    """The larger of what was counted and what staff wrote down: a number adds to attendance, and takes none away."""
    return {kind: max(counted.get(kind, 0), by_hand.get(kind, 0)) for kind in {**counted, **by_hand}}
