"""What is known about money that went out: which refunds are owed, and which were recorded and seen on no statement."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from academy.bank.lines import Line
from academy.money import ZERO
from enrolment.facts.terms import terms_of
from enrolment.models import EntryKind, InvoiceLine, LedgerEntry, Outgoing, Payer, Place
from enrolment.models.sums import total
from enrolment.rules.outgoing import Due, Proposal, Went, propose, refund_reference
from enrolment.rules.shares import refunds_due

Pair = tuple[int, int]
RECORDED = Q(kind=EntryKind.REFUND, counters=None, countered_by=None, outgoing=None)


@dataclass(frozen=True)
class Sent:
    """A proposal with a print of it: what was shown must still hold."""

    proposal: Proposal

    @property
    def fingerprint(self) -> str:
        """The same for the same proposal."""
        due = self.proposal.due
        said = (due.place, due.payer, due.amount, due.entry, self.proposal.bank_charges)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def proposals(rows: Collection[Outgoing]) -> dict[int, Sent]:
    """Which refund each may be, by its key, of those of which one is known; so many queries however many rows."""
    dues = all_dues() if rows else []
    found = {row.pk: propose(went(row), dues) for row in rows}
    return {key: Sent(one) for key, one in found.items() if one}


def proposal_of(row: Outgoing) -> Sent | None:
    """Which refund one may be."""
    return proposals([row]).get(row.pk)


def perhaps_refunds(lines: Iterable[Line]) -> list[bool]:
    """Of sums that went out, whether each may be a refund."""
    gone = [Went(one.amount, one.currency, one.remitter, f"{one.reference} {one.text}") for one in lines]
    dues = all_dues() if gone else []
    return [propose(one, dues) is not None for one in gone]


def went(row: Outgoing) -> Went:
    """What a row says."""
    return Went(row.amount, row.currency, row.beneficiary, f"{row.reference} {row.text}")


def all_dues() -> list[Due]:
    """All refunds that are owed, and all that were recorded and seen on no statement yet."""
    owed = dict(owed_pairs())
    recorded = list(LedgerEntry.objects.filter(RECORDED).order_by("pk"))
    pairs = set(owed) | {(row.place_id, row.payer_id) for row in recorded}
    known = told_of(pairs)
    found = [replace(known[pair], amount=amount) for pair, amount in owed.items()]
    return found + [replace(known[row.place_id, row.payer_id], amount=row.amount, entry=row.pk) for row in recorded]


def owed_pairs() -> Iterator[tuple[Pair, Decimal]]:
    """What is owed to each payer for each place, in EUR before bank charges."""
    places = Place.objects.order_by().with_money().with_refund_due().values("pk")
    rows: Any = LedgerEntry.objects.filter(place__in=places).order_by("place", "payer").values_list("place", "payer")
    balances: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for place, payer, balance in rows.annotate(balance=total("amount")):
        balances[place][payer] = balance
    for place, by_payer in balances.items():
        for payer, due in refunds_due(by_payer).items():
            yield (place, payer), due


def told_of(pairs: Collection[Pair]) -> dict[Pair, Due]:
    """For each place and payer the agreed bank charges, the names, and what may name it; the sum is still nothing."""
    places = Place.objects.select_related("application").in_bulk({place for place, _payer in pairs})
    names = dict(Payer.objects.filter(pk__in={payer for _place, payer in pairs}).values_list("pk", "name"))
    marks = marks_of(places)
    return {
        (place, payer): Due(
            place,
            payer,
            ZERO,
            terms_of(places[place]).policy.bank_charges,
            (names[payer], places[place].application.full_name),
            frozenset({refund_reference(place, payer), *marks[place, payer]}),
        )
        for place, payer in pairs
    }


def marks_of(places: Collection[int]) -> dict[Pair, set[str]]:
    """The numbers and references of all that was issued, by place and payer."""
    found: dict[Pair, set[str]] = defaultdict(set)
    lines = InvoiceLine.objects.filter(entry__place__in=places).order_by()
    named = ("entry__place", "entry__payer", "invoice__number", "invoice__reference")
    for place, payer, number, reference in lines.values_list(*named).distinct():
        found[place, payer].update(filter(None, (number, reference)))
    return found
