"""What payers owe and since when, for which places, what stands on no invoice yet, and what was issued."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from academy.accounts.models import User
from academy.money import ZERO
from enrolment.facts.invoices import READ_BY_A_LINE
from enrolment.models import EntryKind, Invoice, InvoiceKind, InvoiceLine, LedgerEntry, Payer, Place
from enrolment.models.ledger import BILLED
from enrolment.models.sums import total
from enrolment.rules.owed import owed_since

DEMANDED = ("address", "country")


@dataclass(frozen=True)
class PaidFor:
    """One payer's part of one place's ledger; sums in EUR.

    ``owed`` is what the payer owes for it, ``since`` the day from which without a break; ``to_invoice`` stands on no
    invoice yet, and where it is less than nothing, a credit note to the ``invoice`` with this key is due.
    """

    payer: Payer
    place: Place
    rows: list[LedgerEntry]
    owed: Decimal
    since: date | None
    to_invoice: Decimal
    invoice: int | None


def places_paid_by(payer: Payer) -> list[PaidFor]:
    """The places for which a payer has rows, by the names of who has them now; in three queries."""
    return paid_for(payer.entries.all())


def payers_of(place: Place) -> list[PaidFor]:
    """The payers who have rows in a place's ledger; in three queries."""
    return paid_for(place.ledger.all())


def paid_for(entries: QuerySet[LedgerEntry]) -> list[PaidFor]:
    """One for each pair of a place and a payer among these rows."""
    used = set(entries.filter(invoice_lines__final=True).values_list("pk", flat=True))
    lines = InvoiceLine.objects.filter(entry__in=entries, invoice__kind=InvoiceKind.INVOICE).order_by("pk")
    asked = {(payer, place): key for payer, place, key in lines.values_list("entry__payer", "entry__place", "invoice")}
    found: dict[tuple[int, int], list[LedgerEntry]] = {}
    for row in entries.select_related("payer", "by", *READ_BY_A_LINE).order_by("at", "pk"):
        found.setdefault((row.payer_id, row.place_id), []).append(row)
    pairs = [summed(rows, used, asked.get(pair)) for pair, rows in found.items()]
    return sorted(pairs, key=lambda one: (one.place.application.full_name, one.place.pk, one.rows[0].pk))


def summed(rows: list[LedgerEntry], used: set[int], invoice: int | None) -> PaidFor:
    """A pair, from its rows in the order in which they were entered and the keys of those that an invoice used up."""
    to_invoice = sum((row.amount for row in rows if row.kind in BILLED and row.pk not in used), ZERO)
    owed = sum((row.amount for row in rows), ZERO)
    since = owed_since(sorted((row.on, row.amount) for row in rows))
    return PaidFor(rows[0].payer, rows[0].place, rows, owed, since, to_invoice, invoice)


def payers_to_invoice() -> QuerySet[Payer]:
    """Payers to whom something is charged, for some place, that stands on no invoice yet."""
    return Payer.objects.filter(pk__in=uninvoiced().filter(sum__gt=ZERO).values("payer"))


def payers_to_credit() -> QuerySet[Payer]:
    """Payers for whom, for some place, more was taken off than charged since the last invoice."""
    return Payer.objects.filter(pk__in=uninvoiced().filter(sum__lt=ZERO).values("payer"))


def payers_waiting() -> dict[str, int]:
    """How many there are of each kind, in one query: ``invoice`` and ``credit``."""
    of = {"invoice": Q(sum__gt=ZERO), "credit": Q(sum__lt=ZERO)}
    return uninvoiced().aggregate(**{name: Count("payer", filter=which, distinct=True) for name, which in of.items()})


def uninvoiced() -> QuerySet[Any, Any]:
    """For each pair of a payer and a place, the ``sum`` (EUR) that stands on no invoice or credit note yet."""
    return LedgerEntry.objects.to_invoice().order_by().values("payer", "place").annotate(sum=total("amount"))


def without_receipt(payer: Payer) -> QuerySet[LedgerEntry]:
    """Payments that stand and for which no receipt was issued."""
    payments = payer.entries.standing().filter(kind=EntryKind.PAYMENT).exclude(invoice_lines__final=True)
    return payments.select_related(*READ_BY_A_LINE)


def lacking_of_payer(payer: Payer) -> list[str]:
    """The names of the fields that an invoice must carry and that are empty.

    Source: Directive 2006/112/EC, article 226 (5): name and full address; EN 16931, BR-11: the country.
    """
    return [name for name in DEMANDED if not getattr(payer, name)]


def invoices_of(place: Place) -> QuerySet[Invoice]:
    """All that was issued for the place, to whomever, the latest first."""
    return Invoice.objects.filter(pk__in=place.ledger.values("invoice_lines__invoice")).select_related("payer")


@dataclass(frozen=True)
class Paper:
    """Something that was issued, and whether it is an invoice for a place for which its payer still owes something."""

    invoice: Invoice
    waits: bool


def papers_to(payer: Payer, pairs: Collection[PaidFor]) -> list[Paper]:
    """All that was issued to a payer, the latest first; ``pairs`` are its places."""
    owing = {one.place.pk for one in pairs if one.owed > ZERO}
    issued = payer.invoices.select_related("document", "corrects")
    return [Paper(one, one.kind == InvoiceKind.INVOICE and bool(owing & set(asked_for(one)))) for one in issued]


def asked_for(invoice: Invoice) -> list[int]:
    """The keys of the places on it, as they were frozen."""
    return [line["place"] for line in invoice.data["lines"]]


def invoices_to(person: User) -> QuerySet[Invoice]:
    """All that was issued to a participant as a payer."""
    return Invoice.objects.filter(payer__person=person).select_related("document")
