"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 6  # so many unchanged words are shown on each side of a change


class Mark(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words with the blanks between them."""

    mark: Mark
    words: str


def replaced(old: str, new: str) -> list[Piece]:
    """A short value and the one in its place; an empty one is not said."""
    return [Piece(mark, words) for mark, words in ((Mark.REMOVED, old), (Mark.ADDED, new)) if words]


def difference(old: str, new: str) -> list[Piece]:
    """The pieces that lead from ``old`` to ``new``; where nothing changed for long, “…” stands for it.

    “Five weeks in Turin” and “Four weeks in Turin” give: removed “Five”, added “Four”, kept “ weeks in Turin”.
    """
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (step, first, last, since, until) in enumerate(steps):
        if step == "equal":
            kept = _shortened(before[first:last], at_start=number == 0, at_end=number == len(steps) - 1)
            pieces.append(Piece(Mark.KEPT, kept))
        else:
            pieces += replaced("".join(before[first:last]), "".join(after[since:until]))
    return pieces


def _words(text: str) -> list[str]:
    """Words and the blanks between them; a no-break space holds a sum of money together: 2 000,00 €."""
    return re.findall(r"[ \t\r\n]+|[^ \t\r\n]+", text)


def _shortened(run: list[str], *, at_start: bool, at_end: bool) -> str:
    return "".join(_parts(run, 0 if at_start else 2 * AROUND, 0 if at_end else 2 * AROUND))


def _parts(run: list[str], head: int, tail: int) -> Iterator[str]:
    if len(run) <= head + tail + 2:
        yield from run
        return
    yield from run[:head]
    yield " … " if head and tail else "… " if tail else " …"
    yield from run[len(run) - tail :]
