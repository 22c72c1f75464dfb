"""What is known about money that came in: what it may be for, and what is owed."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from enrolment.models import CardOrder, Incoming, Invoice, InvoiceKind, InvoiceLine, LedgerEntry, Payer, Place
from enrolment.models.sums import total
from enrolment.rules.incoming import Came, Claim, Match, match, numbers, references
from enrolment.states import HOLDING_A_SEAT

ASKING = (InvoiceKind.INVOICE, InvoiceKind.PRO_FORMA)


@dataclass(frozen=True)
class Found:
    """What a sum may be for, the invoice that it names, and a print of it: what was shown must still hold."""

    match: Match
    invoice: Invoice | None

    @property
    def fingerprint(self) -> str:
        """The same for the same match."""
        return hashlib.sha256(repr(self.match).encode()).hexdigest()[:16]


def matches(rows: Collection[Incoming]) -> dict[int, Found]:
    """What each may be for, by its key; so many queries however many rows."""
    invoices, orders = invoices_of(rows), orders_of(rows)
    pairs = places_asked_for(invoices.values())
    places = {place for places in pairs.values() for place in places} | {place for place, _payer in orders.values()}
    claims = claims_of(places)
    alike = told_by_another_file(rows)
    owing = [claim for claim in claims.values() if claim.owed > 0]
    found = {}
    for row in rows:
        invoice = invoices.get(row.pk)
        came = Came(row.amount, row.currency, row.remitter, row.text, twice=row.pk in alike)
        keys = [orders[row.pk]] if row.pk in orders else []
        if invoice and not keys:
            keys = [(place, invoice.payer_id) for place in pairs[invoice.pk]]
        named = [claims[key] for key in keys if key in claims] if keys else None
        certain = row.pk in orders or bool(invoice and invoice.reference in references(f"{row.reference} {row.text}"))
        found[row.pk] = Found(match(came, named, owing, certain=certain), invoice)
    return found


def match_of(row: Incoming) -> Found:
    """What one may be for."""
    return matches([row])[row.pk]


def invoices_of(rows: Iterable[Incoming]) -> dict[int, Invoice]:
    """The invoice, or pro-forma, that each names by its reference, or else by its number."""
    said = {row.pk: f"{row.reference} {row.text}" for row in rows}
    words = {key: [*references(text), *numbers(text)] for key, text in said.items()}
    wanted = {word for found in words.values() for word in found}
    known: dict[str, Invoice] = {}
    asking = Invoice.objects.filter(kind__in=ASKING).order_by("-pk")
    for invoice in asking.filter(Q(reference__in=wanted) | Q(number__in=wanted)) if wanted else ():
        known |= {invoice.reference: invoice, invoice.number: invoice}
    named = {key: next((known[word] for word in found if word in known), None) for key, found in words.items()}
    return {key: invoice for key, invoice in named.items() if invoice}


def orders_of(rows: Iterable[Incoming]) -> dict[int, tuple[int, int]]:
    """The place and the payer for which a card was charged, of those that came by card."""
    orders = CardOrder.objects.filter(incoming__in=[row.pk for row in rows]).order_by()
    return {incoming: (place, payer) for incoming, place, payer in orders.values_list("incoming", "place", "payer")}


def places_asked_for(invoices: Iterable[Invoice]) -> dict[int, list[int]]:
    """The keys of the places for which each invoice asks."""
    found: dict[int, list[int]] = defaultdict(list)
    lines = InvoiceLine.objects.filter(invoice__in=[invoice.pk for invoice in invoices]).order_by("entry__place")
    for invoice, place in lines.values_list("invoice", "entry__place").distinct():
        found[invoice].append(place)
    return found


def claims_of(places: Collection[int]) -> dict[tuple[int, int], Claim]:
    """All claims of which something is owed, and those for ``places``, by place and payer; one query."""
    rows: Any = LedgerEntry.objects.order_by()
    named = ("place__edition__starts", "place__edition__code", "payer__name", "place__application__full_name")
    rows = rows.values_list("place", "payer", "place__state", *named).annotate(owed=total("amount"))
    return {
        (place, payer): Claim(place, payer, owed, state in HOLDING_A_SEAT, starts, (name, person), code or "")
        for place, payer, state, starts, code, name, person, owed in rows.filter(Q(owed__gt=0) | Q(place__in=places))
    }


def invoice_for(payer: Payer, place: Place) -> Invoice | None:
    """The newest invoice, or pro-forma, that asks the payer for something for the place."""
    found = payer.invoices.filter(kind__in=ASKING, lines__entry__place=place).order_by("-pk")
    return found.first()


def told_by_another_file(rows: Collection[Incoming]) -> set[int]:
    """Those of which a file of another format tells too, by all appearances: the same account, day and sum."""
    alike = Incoming.objects.filter(on__in={row.on for row in rows}, amount__in={row.amount for row in rows})
    forms = defaultdict(set)
    for account, on, amount, form in alike.values_list("account", "on", "amount", "statement__form"):
        forms[account, on, amount].add(form)
    return {row.pk for row in rows if len(forms[row.account, row.on, row.amount]) > 1}


def places_by_key(found: Iterable[Found]) -> dict[int, Place]:
    """The places of all shares, with what their names need."""
    keys = {share.place for one in found for share in one.match.shares}
    return Place.objects.select_related("application", "edition__course").in_bulk(keys)
