"""Whether an application fulfils what the edition asks of everybody, before anybody's judgement.

Source: the selection criteria of A9718056 (proven work experience; a letter of sponsorship that covers the total
course fee) and the languages in which an edition is taught. How many years and which level: the edition's plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from enrolment.rules.languages import LEVELS

SPONSOR = "sponsor"


class Verdict(StrEnum):
    """Fulfilled, not fulfilled, or not known from what was sent."""

    YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Asked:
    """What the edition asks: years, a level (empty: none) in one of its languages."""

    least_years: int
    least_level: str
    languages: frozenset[str]


@dataclass(frozen=True)
class Told:
    """What the application says: ``covers`` is how much the sponsor pays (all, part, none, or empty: not confirmed)."""

    years: int | None
    financing: str
    has_letter: bool
    covers: str
    levels: Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """One rule and how the application stands to it."""

    rule: str
    verdict: Verdict


def findings(asked: Asked, told: Told) -> tuple[Finding, ...]:
    """One for each rule that the edition has: ``experience``, ``fee`` and, where a level is asked, ``language``.

    Two years where three are asked: experience is ``no``. A sponsor's letter that nobody confirmed yet: fee is
    ``unknown``; who pays alone needs none.
    """
    found = [Finding("experience", experience(asked.least_years, told.years)), Finding("fee", fee(told))]
    if asked.least_level:
        found.append(Finding("language", language(asked, told.levels)))
    return tuple(found)


def experience(least: int, years: int | None) -> Verdict:
    """Years given against years asked."""
    if years is None:
        return Verdict.UNKNOWN
    return Verdict.YES if years >= least else Verdict.NO


def fee(told: Told) -> Verdict:
    """Whether the whole fee is promised: by oneself, or by a letter that the sponsor confirmed in full."""
    if told.financing != SPONSOR:
        return Verdict.YES if told.financing else Verdict.UNKNOWN
    if not told.has_letter or told.covers in ("none", "part"):
        return Verdict.NO
    return Verdict.YES if told.covers == "all" else Verdict.UNKNOWN


def language(asked: Asked, levels: Mapping[str, str]) -> Verdict:
    """Whether one of the languages of teaching is known well enough."""
    known = [LEVELS.index(levels[code]) for code in asked.languages if levels.get(code) in LEVELS]
    if not known:
        return Verdict.UNKNOWN if not levels else Verdict.NO
    return Verdict.YES if max(known) >= LEVELS.index(asked.least_level) else Verdict.NO


def overall(found: tuple[Finding, ...]) -> Verdict:
    """No where one rule is not fulfilled, else unknown where one is not known, else yes."""
    verdicts = {finding.verdict for finding in found}
    return next((verdict for verdict in (Verdict.NO, Verdict.UNKNOWN) if verdict in verdicts), Verdict.YES)
