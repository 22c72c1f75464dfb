"""Issuing invoices, pro-formas, credit notes and receipts.

The payer is locked, so that no row stands on two; the counter is locked last and until the end, so that a number is
taken only by what is really issued. Nothing issued is ever changed.
"""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.money import ZERO
from enrolment import facts
from enrolment.models import EntryKind, Invoice, InvoiceCounter, InvoiceKind, InvoiceLine, LedgerEntry, Payer, Place
from enrolment.rules import invoices as rules
from enrolment.rules.reference import reference


@transaction.atomic
def issue(
    payer: Payer,
    places: Collection[Place],
    *,
    kind: InvoiceKind = InvoiceKind.INVOICE,
    by: User | None,
    now: datetime,
    seen: Decimal | None = None,
) -> Invoice:
    """An invoice, or a pro-forma, of all that was charged to the payer for these places and not invoiced yet.

    Raises Refused when that is nothing, or less than nothing (a credit note is due), when it is no longer the sum in
    EUR that was ``seen``, when the payer's address or country is not known, and to who is not of finance.
    """
    demand_finance(by)
    payer = lock_one(Payer.objects.filter(pk=payer.pk))
    demand_known(payer)
    rows = facts.rows_to_invoice(payer, places)
    total = sum((row.amount for row in rows), ZERO)
    demand_seen(total, seen)
    if total <= ZERO:
        raise Refused(_("There is nothing to invoice to this payer for these places."))
    return made(kind, payer, rows, due=facts.due_of(rows, clock.civil_day(now)), by=by, now=now)


@transaction.atomic
def credit(invoice: Invoice, *, by: User | None, now: datetime, seen: Decimal | None = None) -> Invoice:
    """The credit note of all that was taken off since for the places of an invoice, penalties set against it.

    Raises Refused for what is no invoice, when nothing was taken off, when it is no longer the sum (negative, in
    EUR) that was ``seen``, and to who is not of finance.
    """
    demand_finance(by)
    payer = lock_one(Payer.objects.filter(pk=invoice.payer_id))
    if invoice.kind != InvoiceKind.INVOICE:
        raise Refused(_("Only an invoice can be corrected by a credit note."))
    rows = facts.rows_to_invoice(payer, facts.places_of(invoice))
    total = sum((row.amount for row in rows), ZERO)
    demand_seen(total, seen)
    if total >= ZERO:
        raise Refused(_("Nothing was taken off what this invoice asks."))
    return made(InvoiceKind.CREDIT_NOTE, payer, rows, corrects=invoice, by=by, now=now)


@transaction.atomic
def receipt(payment: LedgerEntry, *, by: User | None, now: datetime, seen: Decimal | None = None) -> Invoice:
    """The receipt of one payment, of the sum (EUR) that was ``seen``.

    Raises Refused for another kind of row, one taken back, the second time, and to who is not of finance.
    """
    demand_finance(by)
    payer = lock_one(Payer.objects.filter(pk=payment.payer_id))
    standing = LedgerEntry.objects.standing().filter(pk=payment.pk, kind=EntryKind.PAYMENT)
    rows = list(standing.exclude(invoice_lines__final=True).select_related(*facts.READ_BY_A_LINE))
    if not rows:
        raise Refused(_("There is a receipt already, or no payment that stands."))
    demand_seen(-payment.amount, seen)
    return made(InvoiceKind.RECEIPT, payer, rows, by=by, now=now)


def demand_finance(by: User | None) -> None:
    """Raise Refused for a person who may not record money; None: no person issues it."""
    if by is not None and not by.has_perm("enrolment.record_money"):
        raise Refused(_("Only finance issues invoices and receipts."))


def demand_known(payer: Payer) -> None:
    """Raise Refused unless all that an invoice must say of its payer is known."""
    if lacking := facts.lacking_of_payer(payer):
        fields: list[Any] = [Payer._meta.get_field(name) for name in lacking]
        names = ", ".join(str(field.verbose_name) for field in fields)
        raise Refused(_("Fill in what every invoice says of its payer first: %(lacking)s.") % {"lacking": names})


def demand_seen(total: Decimal, seen: Decimal | None) -> None:
    """Raise Refused unless the total is the one that was seen; None: nobody looked."""
    if seen is not None and total != seen:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))


def made(
    kind: InvoiceKind,
    payer: Payer,
    rows: list[LedgerEntry],
    *,
    by: User | None,
    now: datetime,
    due: date | None = None,
    corrects: Invoice | None = None,
) -> Invoice:
    """The row, numbered and with everything that stands on it, and the ledger's rows that it uses up.

    Raises Refused outside a demonstration as long as the bank account is the demonstration's.
    """
    data = facts.frozen_invoice(payer, rows, corrects=corrects)
    if "notice" in data["seller"] and not settings.DEMONSTRATION:
        raise Refused(_("The Centre’s own bank account and tax number are not filled in yet."))
    total = abs(sum((row.amount for row in rows), ZERO)) * (-1 if kind == InvoiceKind.CREDIT_NOTE else 1)
    on = clock.civil_day(now)
    serial = next_serial(kind, on.year)
    number = rules.number(kind, on.year, serial)
    asks = kind in (InvoiceKind.INVOICE, InvoiceKind.PRO_FORMA)
    values: dict[str, Any] = {"kind": kind, "year": on.year, "serial": serial, "number": number, "payer": payer}
    values |= {"on": on, "due": due, "language": payer.language, "total": total, "data": data, "corrects": corrects}
    invoice = Invoice.objects.create(**values, reference=reference(number) if asks else "", by=by, at=now)
    final = kind != InvoiceKind.PRO_FORMA
    InvoiceLine.objects.bulk_create([InvoiceLine(invoice=invoice, entry=row, final=final) for row in rows])
    return invoice


def next_serial(kind: InvoiceKind, year: int) -> int:
    """The next number of a kind in a year. Others wait until this transaction ends, and get it if it fails."""
    counter, _made = InvoiceCounter.objects.get_or_create(kind=kind, year=year)
    counter = lock_one(InvoiceCounter.objects.filter(pk=counter.pk))
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
