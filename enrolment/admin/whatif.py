"""What would be if: one for another, the best from somewhere, or a group that a solver proposes. Nothing is applied."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from enrolment.rules.composition import ANY, Held, Person, best, compose, held, moves
from enrolment.rules.proposal import Proposal, propose
from enrolment.selectors.pool import Pool, Row
from enrolment.words import word_for

MOST_CHOICES = 200
KINDS = ("sector", "region", "country", "gender", "language", "financing")


@dataclass(frozen=True)
class Moved:
    """One number in words, before and after."""

    label: str
    before: int
    after: int


@dataclass(frozen=True)
class Tried:
    """What was tried: who would go and come, what moves, which targets would be missed, and the keys to take over."""

    going: list[str]
    coming: list[str]
    moved: list[Moved]
    missed: list[str]
    keys: str


@dataclass(frozen=True)
class Proposed:
    """A proposal in words: who is in, what decided it, and the keys to choose."""

    names: list[str]
    binding: list[str]
    missed: list[str]
    without: int
    proven: bool
    keys: str


def dotted(keys: set[int]) -> str:
    """Keys as an address carries them."""
    return ".".join(str(key) for key in sorted(keys))


def named(found: Pool, keys: set[int]) -> list[str]:
    """The names of the applications."""
    return [row.application.full_name for row in found.rows if row.key in keys]


def said(line: Held) -> str:
    """“Women: 3, 2 lacking of at least 5”."""
    words = {"kind": capfirst(word_for(line.aim.dimension, line.aim.value)), "number": line.number}
    if line.short:
        return _("%(kind)s: %(number)s, %(short)s lacking of at least %(least)s") % (
            words | {"short": line.short, "least": line.aim.least}
        )
    if line.over:
        return _("%(kind)s: %(number)s, %(over)s more than the most, %(most)s") % (
            words | {"over": line.over, "most": line.aim.most}
        )
    return _("%(kind)s: %(number)s") % words


def tried(request: HttpRequest, found: Pool, chosen: set[int]) -> Tried | None:
    """The change that was asked for, if any."""
    asked, after = request.GET.get("try"), set(chosen)
    if asked == "exchange":
        going, coming = (key_in(request, name) for name in ("out", "in"))
        after = (after - {going}) | {coming} if going and coming else after
    elif asked == "add":
        kind, _colon, value = request.GET.get("kind", "").partition(":")
        wanted = min(key_in(request, "number") or 3, MOST_CHOICES)
        after |= {person.key for person in best(visible(found), chosen, kind, value, wanted)}
    after &= {row.key for row in found.rows if row.choosable}
    return compared(found, chosen, after) if asked in ("exchange", "add") else None


def key_in(request: HttpRequest, name: str) -> int | None:
    """A number of the query."""
    word = request.GET.get(name, "")
    return int(word) if word.isdecimal() and len(word) < 12 else None


def visible(found: Pool) -> list[Person]:
    """Who can be chosen and has a score that the person at the desk may see."""
    return [row.person for row in found.rows if row.choosable and row.score is not None]


def compared(found: Pool, before: set[int], after: set[int]) -> Tried:
    """Two groups beside each other."""
    one, other = compose(found.people(before)), compose(found.people(after))
    return Tried(
        going=named(found, before - after),
        coming=named(found, after - before),
        moved=[
            Moved(capfirst(word_for(move.dimension, move.value)), move.before, move.after) for move in moves(one, other)
        ],
        missed=[said(line) for line in held(other, found.aims) if not line.met],
        keys=dotted(after),
    )


def choices(found: Pool, fitting: list[Row], chosen: set[int]) -> dict[str, Any]:
    """What the lists of the form offer: who can go, who of the rows that fit can come, and every kind there is."""
    rows = [row for row in found.rows if row.choosable]
    kinds = sorted({kind for row in rows for kind in row.person.kinds() if kind[1] and kind[1] != ANY})
    return {
        "out": [(row.key, row.application.full_name) for row in rows if row.key in chosen],
        "in": [(row.key, row.application.full_name) for row in fitting if row.choosable and row.key not in chosen][
            :MOST_CHOICES
        ],
        "kinds": [(f"{kind}:{value}", capfirst(word_for(kind, value))) for kind, value in kinds if kind in KINDS],
    }


def proposed(found: Pool) -> Proposed:
    """What a solver makes of those who have all their reviews, lack nothing and are not found ineligible."""
    rows = [row for row in found.rows if row.choosable]
    able = [row for row in rows if row.standing.complete and not row.missing and row.verdict != "no"]
    seats = len(able) if found.left is None else found.left
    proposal: Proposal = propose([row.person for row in able], found.group, found.aims, seats)
    return Proposed(
        names=named(found, set(proposal.chosen)),
        binding=[said(line) for line in proposal.aims if line.binds],
        missed=[said(line) for line in proposal.aims if not line.met],
        without=len(rows) - len(able),
        proven=proposal.proven,
        keys=dotted(set(proposal.chosen)),
    )
