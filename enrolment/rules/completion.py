"""Whether a participant has done all that the edition asks; if not, what is missing and by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enrolment.rules.terms import Needed


class Why(StrEnum):
    """Where one requirement stands."""

    MET = "met"
    COMING = "coming"
    TOO_FEW = "too-few"
    DUE = "due"
    LATE = "late"
    OPEN = "open"


@dataclass(frozen=True)
class Step:
    """One thing that counts towards a requirement, such as a session, and the last day on which it can be done."""

    name: str
    done: bool
    by: date | None = None


@dataclass(frozen=True)
class Line:
    """One requirement: how much is needed and done, the steps that are known, and the last day of all."""

    kind: str
    needed: int
    done: int
    steps: tuple[Step, ...] = ()
    until: date | None = None

    @property
    def met(self) -> bool:
        """Whether enough is done."""
        return self.done >= self.needed

    @property
    def missing(self) -> int:
        """How much is still to do."""
        return max(self.needed - self.done, 0)

    def to_come(self, today: date) -> tuple[Step, ...]:
        """Steps that can still be done, the earliest first."""
        left = [step for step in self.steps if not step.done and step.by and step.by >= today]
        return tuple(sorted(left, key=lambda step: step.by or today))

    def by(self, today: date) -> date | None:
        """The last day on which the line can be completed: of the steps where enough are to come, else of all."""
        coming = self.to_come(today)
        return coming[-1].by if coming and len(coming) >= self.missing else self.until

    def why(self, today: date) -> Why:
        """Not yet, because…: with three webinars asked and held, one missed and none to come, there are too few.

        Where fewer steps are known than are asked, more will follow, and nobody is told that there are too few.
        """
        if self.met:
            return Why.MET
        coming = self.to_come(today)
        if len(coming) >= self.missing:
            return Why.COMING
        if len(self.steps) >= self.needed:
            return Why.TOO_FEW
        if self.until is None:
            return Why.OPEN
        return Why.DUE if today <= self.until else Why.LATE


@dataclass(frozen=True)
class Completion:
    """Line by line; the same answer is shown to the participant and decides the certificate."""

    lines: tuple[Line, ...]

    @property
    def complete(self) -> bool:
        """All requirements hold. An edition without requirements cannot be completed: it has self-assessment only."""
        return bool(self.lines) and all(line.met for line in self.lines)

    @property
    def open(self) -> tuple[Line, ...]:
        """What is still to do."""
        return tuple(line for line in self.lines if not line.met)


@dataclass(frozen=True)
class Course:
    """What of the edition concerns a participant, kind by kind: the steps that are known, and the last days."""

    steps: Mapping[str, tuple[Step, ...]]
    until: Mapping[str, date | None]


def completion(
    requirements: Sequence[Needed],
    evidence: Mapping[str, int],
    planned: Mapping[str, int] | None = None,
    course: Course | None = None,
) -> Completion:
    """Requirements held against evidence by kind: three electives needed and two recorded is not yet met.

    ``planned`` says how many of a kind are held, where a share of them is asked. ``course`` says by when; it decides
    nothing.
    """
    held, known = planned or {}, course or Course({}, {})
    return Completion(
        tuple(
            Line(
                need.kind,
                need.of(held.get(need.kind, 0)),
                evidence.get(need.kind, 0),
                known.steps.get(need.kind, ()),
                known.until.get(need.kind),
            )
            for need in requirements
        )
    )
