"""What finance sees: outstanding by edition and by payer, its age, and income by month."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.columns import Month
from academy.money import ZERO
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Payer
from enrolment.rules.finance import Aged, Position, aged, expected, months

MONTHS_BACK, MONTHS = 6, 12
AGES = (
    gettext_lazy("Not due yet"),
    gettext_lazy("Overdue, 30 days or less"),
    gettext_lazy("Overdue, 31 to 60 days"),
    gettext_lazy("Overdue, 61 to 90 days"),
    gettext_lazy("Overdue, more than 90 days"),
)


@dataclass(frozen=True)
class Row:
    """What is outstanding for an edition, or with a payer; ``url`` leads to what is behind it."""

    label: str
    url: str
    aged: Aged

    @property
    def cells(self) -> list[tuple[Any, Decimal]]:
        """EUR by age, each with the name of its column."""
        return list(zip(AGES, (self.aged.not_due, *self.aged.ages), strict=True))


def grouped(positions: Iterable[Position], key: Callable[[Position], Any]) -> dict[Any, list[Position]]:
    """The positions by a key."""
    found = defaultdict(list)
    for one in positions:
        found[key(one)].append(one)
    return found


def owing(**narrow: int) -> str:
    """The list of places for which something is owed."""
    return f"{reverse('admin:enrolment_place_changelist')}?{urlencode({'money': 'owed'} | narrow)}"


def page_of(payer: Payer) -> str:
    """The payer's page at the desk."""
    return reverse("admin:enrolment_payer_change", args=[payer.pk])


def by_edition(positions: Iterable[Position], today: date) -> list[Row]:
    """Editions with something outstanding, the earliest start first."""
    groups = grouped(positions, lambda one: one.edition)
    editions = Edition.objects.filter(pk__in=groups).select_related("course").order_by("starts", "pk")
    return [Row(str(one), owing(edition=one.pk), aged(groups[one.pk], today)) for one in editions]


def by_payer(positions: Iterable[Position], today: date) -> list[Row]:
    """Sponsors with something outstanding, by name; then all participants who pay themselves, as one row."""
    listed = list(positions)
    sponsors = Payer.objects.filter(pk__in={one.payer for one in listed}, person=None).in_bulk()
    groups = grouped(listed, lambda one: one.payer if one.payer in sponsors else None)
    own = groups.pop(None, [])
    rows = [Row(payer.name, page_of(payer), aged(groups[key], today)) for key, payer in sponsors.items()]
    rows.sort(key=lambda row: row.label.casefold())
    return rows + ([Row(_("Participants who pay themselves"), owing(), aged(own, today))] if own else [])


def income(positions: Iterable[Position], today: date) -> list[Month]:
    """Half a year back and half a year ahead, month by month."""
    back = today.replace(day=1)
    for _step in range(MONTHS_BACK - 1):
        back = months_before(back)
    came, due = facts.received(back), expected(positions, today)
    return [Month(one, came.get(one, ZERO), due.get(one, ZERO)) for one in months(back, MONTHS)]


def months_before(first: date) -> date:
    """The first day of the month before."""
    return first.replace(year=first.year - 1, month=12) if first.month == 1 else first.replace(month=first.month - 1)


def figures(today: date) -> dict[str, Any]:
    """The whole page; so many queries however much is outstanding."""
    positions = facts.positions()
    refunds: Decimal = facts.refunds_outstanding()
    return {
        "all": Row(_("All"), "", aged(positions, today)),
        "refunds": refunds,
        "editions": by_edition(positions, today),
        "payers": by_payer(positions, today),
        "months": income(positions, today),
    }
