"""Whether a participant has done all that the edition asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enrolment.rules.terms import Needed


@dataclass(frozen=True)
class Line:
    """One requirement: how much is needed and how much is done."""

    kind: str
    needed: int
    done: int

    @property
    def met(self) -> bool:
        """Whether enough is done."""
        return self.done >= self.needed


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


def completion(
    requirements: Sequence[Needed], evidence: Mapping[str, int], planned: Mapping[str, int] | None = None
) -> Completion:
    """Requirements held against evidence by kind: three electives needed and two recorded is not yet met.

    ``planned`` says how many of a kind are held, where a share of them is asked.
    """
    held = planned or {}
    return Completion(
        tuple(Line(need.kind, need.of(held.get(need.kind, 0)), evidence.get(need.kind, 0)) for need in requirements)
    )
