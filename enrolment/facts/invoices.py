"""What stands on an invoice, as it is frozen with it."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.translation import override
from django_countries import countries

from academy.wording import days
from catalogue.texts import centre
from enrolment.facts.terms import terms_of
from enrolment.models import EntryKind, Invoice, LedgerEntry, Payer, Place, Reason
from enrolment.rules.account import PAYABLE_DAYS_BEFORE
from enrolment.rules.invoices import due

READ_BY_A_LINE = ("place__application", "place__edition__course")


def rows_to_invoice(payer: Payer, places: Collection[Place]) -> list[LedgerEntry]:
    """Rows of these places that stand on no invoice of the payer yet, in the order of the participants' names."""
    rows = payer.entries.to_invoice().filter(place__in=places).select_related(*READ_BY_A_LINE)
    return list(rows.order_by("place__application__full_name", "place", "pk"))


def places_of(invoice: Invoice) -> QuerySet[Place]:
    """The places for which an invoice asks."""
    return Place.objects.filter(pk__in=invoice.lines.values("entry__place"))


def due_of(rows: Collection[LedgerEntry], on: date) -> date:
    """The last day on which to pay an invoice of these rows that is issued ``on`` a day."""
    starts = min((row.place.edition.starts for row in rows if row.place.edition.starts), default=None)
    return due(on, starts, PAYABLE_DAYS_BEFORE)


def frozen_invoice(payer: Payer, rows: Collection[LedgerEntry], *, corrects: Invoice | None) -> dict[str, Any]:
    """Seller, payer and lines as JSON, in the language of the payer; texts that are not known are left out."""
    with override(payer.language):
        seller = centre("contact") | centre("invoice")
        tree = {"seller": seller, "payer": of_payer(payer), "lines": [line(row) for row in rows]}
    if corrects:
        tree["corrects"] = {"number": corrects.number, "on": corrects.on}
    frozen: dict[str, Any] = json.loads(json.dumps(tree, cls=DjangoJSONEncoder))
    return frozen


def of_payer(payer: Payer) -> dict[str, str]:
    """The payer as it is today."""
    known = {
        "name": payer.name,
        "address": payer.address,
        "country": countries.name(str(payer.country)),
        "country_code": str(payer.country),
        "email": payer.letters_to,
        "tax_number": payer.tax_number,
    }
    return {key: text for key, text in known.items() if text}


def kind_of(row: LedgerEntry) -> Mapping[str, str]:
    """Of which kind of participant a charge is, by language; empty for the usual price and for all other rows.

    Rows entered before they kept it are of the kind that was agreed.
    """
    if row.kind != EntryKind.CHARGE or row.reason != Reason.PART:
        return {}
    found: Mapping[str, str] = row.params.get("kind_of", terms_of(row.place).kind)
    return found


def line(row: LedgerEntry) -> dict[str, Any]:
    """One row of a ledger: for which edition and participant, what, and how much in EUR; of a payment also the day."""
    edition = row.place.edition
    words = row.words if row.kind == EntryKind.CHARGE else f"{row.get_kind_display()} ({row.words})"
    if kind := kind_of(row).get(row.payer.language):
        words = f"{words} ({kind})"
    said = {"edition": edition.code or edition.slug, "course": edition.name, "what": words, "amount": row.amount}
    said |= {"participant": row.place.application.full_name, "place": row.place_id}
    said |= {"on": row.on} if row.kind == EntryKind.PAYMENT else {}
    return said | ({"dates": days(edition.starts, edition.ends)} if edition.starts else {})
