"""Sums over all ledgers, added up by the database; what is outstanding is one row for each payer and place."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q
from django.db.models.functions import TruncMonth

from enrolment.models import EntryKind, LedgerEntry, Place
from enrolment.models.sums import total
from enrolment.rules.account import PAYABLE_DAYS_BEFORE
from enrolment.rules.finance import Position
from enrolment.rules.invoices import due

OWED_BY = Q(kind__in=[EntryKind.CHARGE, EntryKind.PENALTY, EntryKind.TRANSFER_OUT])
CAME_AND_WENT = (EntryKind.PAYMENT, EntryKind.REFUND)


def positions() -> list[Position]:
    """All that is outstanding; one query."""
    rows: Any = LedgerEntry.objects.order_by().values_list("place__edition", "payer", "place", "place__edition__starts")
    rows = rows.annotate(owed=total("amount"), charged=Min("on", filter=OWED_BY), first=Min("on"))
    return [
        Position(edition, payer, owed, due(charged or first, starts, PAYABLE_DAYS_BEFORE))
        for edition, payer, _place, starts, owed, charged, first in rows.filter(owed__gt=0)
    ]


def refunds_outstanding() -> Decimal:
    """EUR that the Centre owes for all places together, before bank charges."""
    places: Any = Place.objects.order_by().with_money()
    owed: Decimal = places.with_refund_due().aggregate(sum=total("balance"))["sum"]
    return -owed


def received(since: date) -> dict[date, Decimal]:
    """EUR that came in, refunds taken off, by month from that of ``since`` on."""
    rows: Any = LedgerEntry.objects.filter(kind__in=CAME_AND_WENT, on__gte=since.replace(day=1)).order_by()
    return dict(rows.annotate(month=TruncMonth("on")).values_list("month").annotate(sum=-total("amount")))
