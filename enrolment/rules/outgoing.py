"""Which refund a sum is that went out: proposed by its reference, by name and sum, or by its sum alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from academy.money import ZERO
from enrolment.rules.incoming import references, resembles
from enrolment.rules.reference import reference


@dataclass(frozen=True)
class Due:
    """What the Centre owes a payer for a place, in EUR before bank charges, or has recorded as sent (``entry``).

    ``charges`` are the bank charges that were agreed; ``marks`` are the references and numbers that may name it.
    """

    place: int
    payer: int
    amount: Decimal
    charges: Decimal
    names: tuple[str, ...]
    marks: frozenset[str]
    entry: int | None = None


@dataclass(frozen=True)
class Went:
    """A sum that went out, as far as it tells what it is for."""

    amount: Decimal
    currency: str
    beneficiary: str
    text: str


class Sign(StrEnum):
    """What says that a sum is a refund."""

    REFERENCE = "reference"
    NAME = "name"
    SUM = "sum"


@dataclass(frozen=True)
class Proposal:
    """The refund that it may be, what the bank took of it in EUR, and what says so."""

    due: Due
    bank_charges: Decimal
    by: Sign


def refund_reference(place: int, payer: int) -> str:
    """What the Centre writes on a refund, so that its bank statement names it: RF…R12P7 for place 12 and payer 7."""
    return reference(f"R{place}P{payer}")


def propose(went: Went, dues: Sequence[Due]) -> Proposal | None:
    """The one refund that ``went`` may be; None where there is none, or several.

    1,345.00 to Amina Diallo, who is owed 1,360.00 of which the bank is known to take 15.00, is hers by name. With the
    reference of her refund, 1,352.00 is hers too: then the bank took 8.00.
    """
    if went.currency != "EUR":
        return None
    said = f"{went.beneficiary} {went.text}"
    marks = set(re.findall(r"[0-9A-Z-]+", said.upper())) | set(references(went.text))
    named = [due for due in dues if due.marks & marks]
    known = [due for due in dues if any(resembles(name, said) for name in due.names)]
    tried = (
        (Sign.REFERENCE, [due for due in named if exact(went.amount, due)]),
        (Sign.REFERENCE, [due for due in named if fits(went.amount, due)]),
        (Sign.NAME, [due for due in known if exact(went.amount, due)]),
        (Sign.SUM, [due for due in dues if exact(went.amount, due)]),
    )
    for by, found in tried:
        if one := alone(found):
            return Proposal(one, one.amount - went.amount, by)
    return None


def exact(sent: Decimal, due: Due) -> bool:
    """Whether it is what was recorded; or all that is owed, or that less the agreed bank charges."""
    return sent == due.amount or (due.entry is None and ZERO < sent == due.amount - due.charges)


def fits(sent: Decimal, due: Due) -> bool:
    """Whether the bank may have taken the rest."""
    return due.entry is None and ZERO < sent <= due.amount


def alone(found: Sequence[Due]) -> Due | None:
    """The only one; of those of one payer for one place the one that was recorded."""
    if len({(due.place, due.payer) for due in found}) != 1:
        return None
    return min(found, key=lambda due: (due.entry is None, due.entry or 0))
