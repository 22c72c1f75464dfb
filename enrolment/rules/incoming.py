"""What a sum that came in is for: found by its reference, proposed by names and sums, or left to a person.

Only what a reference with check digits names, and is not more than what is owed, is booked without a look at it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from academy.money import ZERO
from enrolment.rules.reference import is_reference, tidy

LONGEST_REFERENCE, SHORTEST_NAME = 25, 6
NUMBER = re.compile(r"\b(IN|PF)[ -]?(\d{4})[ -]?(\d{5,})\b", re.IGNORECASE)
BEGINS = re.compile(r"RF\d\d", re.IGNORECASE)


class Verdict(StrEnum):
    """What can be done with it."""

    MATCHED = "matched"
    PROPOSED = "proposed"
    ASK = "ask"
    UNKNOWN = "unknown"


class Concern(StrEnum):
    """Why a person has to look."""

    CURRENCY = "currency"
    TWICE = "twice"
    CANCELLED = "cancelled"
    PAID = "paid"
    OVERPAID = "overpaid"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Claim:
    """What a payer owes for a place, in EUR (negative: the Centre owes), and by what words both are known."""

    place: int
    payer: int
    owed: Decimal
    held: bool
    starts: date | None
    names: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Share:
    """So much of a sum, in EUR, is a payer's for a place."""

    place: int
    payer: int
    amount: Decimal


@dataclass(frozen=True)
class Came:
    """A sum that came in, as far as it tells what it is for; ``twice``: another file told of the same perhaps."""

    amount: Decimal
    currency: str
    remitter: str
    text: str
    twice: bool = False


@dataclass(frozen=True)
class Match:
    """``shares`` add up to the sum, unless nothing is known of it."""

    verdict: Verdict
    concern: Concern | None = None
    shares: tuple[Share, ...] = ()


def match(came: Came, named: Sequence[Claim] | None, owing: Sequence[Claim], *, certain: bool) -> Match:
    """What ``came`` is for.

    ``named`` are the claims of the invoice that it names, by a reference if ``certain``; None where it names none.
    ``owing`` are all claims of which something is owed. 2,720.00 with the reference of an invoice of which 2,720.00
    is owed is matched; 2,800.00 is overpaid, and a person decides.
    """
    found = by_words(came, owing) if named is None else tuple(named)
    if came.currency != "EUR":
        return Match(Verdict.ASK, Concern.CURRENCY)
    shares = spread(came.amount, found)
    if came.twice:
        return Match(Verdict.ASK, Concern.TWICE, shares)
    if not found:
        return Match(Verdict.UNKNOWN, Concern.STRANGER)
    owed = sum((max(claim.owed, ZERO) for claim in found), ZERO)
    if came.amount > owed:
        gone = any(not claim.held for claim in found)
        concern = Concern.CANCELLED if gone else Concern.OVERPAID if owed else Concern.PAID
        return Match(Verdict.ASK, concern, shares)
    return Match(Verdict.MATCHED if named is not None and certain else Verdict.PROPOSED, None, shares)


def spread(amount: Decimal, claims: Sequence[Claim]) -> tuple[Share, ...]:
    """The sum over the claims: each gets what is owed, the earliest start first; what is too much goes to the first.

    100.00 over 80.00 and 50.00 is 80.00 and 20.00; 150.00 is 100.00 and 50.00. Without claims there are no shares.
    """
    ordered = sorted(claims, key=lambda claim: (claim.starts or date.max, claim.place, claim.payer))
    given: dict[Claim, Decimal] = {}
    left = amount
    for claim in ordered:
        given[claim] = min(max(claim.owed, ZERO), left)
        left -= given[claim]
    if ordered and left:
        given[ordered[0]] += left
    return tuple(Share(claim.place, claim.payer, part) for claim, part in given.items() if part)


def by_words(came: Came, owing: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of the one payer or place that name, code and sum point to; none where they point to several."""
    said = f"{came.remitter} {came.text}"
    known = [claim for claim in owing if any(resembles(name, said) for name in claim.names)]
    known = known or [claim for claim in owing if claim.code and claim.code.casefold() in said.casefold()]
    for group in (groups_of(known), [(claim,) for claim in known]):
        exact = [claims for claims in group if sum((claim.owed for claim in claims), ZERO) == came.amount]
        if len(exact) == 1:
            return exact[0]
    coded = [claim for claim in known if claim.code and claim.code.casefold() in said.casefold()]
    alone = groups_of(coded) or groups_of(known)
    named = any(resembles(name, said) for claim in known for name in claim.names)
    return alone[0] if len(alone) == 1 and named else ()


def groups_of(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """The claims, payer by payer."""
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.payer, []).append(claim)
    return [tuple(group) for group in found.values()]


def resembles(name: str, said: str) -> bool:
    """Whether all words of a name are among those that were said, whatever their order, case and accents.

    A name of one word counts from six letters on: “Zoë Müller” is in “MUELLER ZOE”, no; in “MULLER, ZOE”, yes.
    """
    wanted = words(name)
    return wanted <= words(said) and (len(wanted) > 1 or any(len(word) >= SHORTEST_NAME for word in wanted))


def words(text: str) -> frozenset[str]:
    """Its words of two letters or more, without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"[^\W_]{2,}", "".join(one for one in letters if not unicodedata.combining(one))))


def references(text: str) -> list[str]:
    """All references with right check digits in a text, spaces aside, the longest reading first.

    “Fattura RF18 5390 0754 7034 grazie” has RF18539007547034.
    """
    found = []
    for start in BEGINS.finditer(text):
        after = re.match(r"[0-9A-Za-z ]+", text[start.start() :])
        signs = tidy(after[0]) if after else ""
        readings = [signs[:length] for length in range(min(len(signs), LONGEST_REFERENCE), 4, -1)]
        found += [reading for reading in readings if is_reference(reading)]
    return found


def numbers(text: str) -> list[str]:
    """The numbers of invoices and pro-formas in a text, as they are written on these: IN-2026-00012."""
    return [f"{kind.upper()}-{year}-{serial}" for kind, year, serial in NUMBER.findall(text)]
