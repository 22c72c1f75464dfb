"""What went out and may be a refund, as the page of a statement shows it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from enrolment import facts
from enrolment.models import BankStatement, Outgoing, Payer, Place
from enrolment.rules.outgoing import Sign

SIGNS = {
    Sign.REFERENCE: _("found by its reference"),
    Sign.NAME: _("proposed by name and sum"),
    Sign.SUM: _("proposed by its sum alone"),
}


@dataclass(frozen=True)
class Shown:
    """A sum and the refund that it may be; ``chosen`` is the value of its box, ``recorded``: it was entered by hand.

    ``place`` is None where no refund fits any more.
    """

    row: Outgoing
    chosen: str
    place: Place | None = None
    payer: Payer | None = None
    bank_charges: Decimal = Decimal(0)
    sign: Any = ""
    recorded: bool = False
    ticked: bool = False


def to_confirm(statement: BankStatement) -> list[Shown]:
    """The sums of a statement that may be refunds and are not confirmed; so many queries however many there are."""
    rows = list(statement.gone.filter(state="new"))
    found = facts.proposals(rows)
    dues = [one.proposal.due for one in found.values()]
    places = Place.objects.select_related("application", "edition").in_bulk({due.place for due in dues})
    payers = Payer.objects.in_bulk({due.payer for due in dues})
    return [shown(row, found.get(row.pk), places, payers) for row in rows]


def shown(row: Outgoing, sent: facts.Sent | None, places: dict[int, Place], payers: dict[int, Payer]) -> Shown:
    """One of them."""
    if sent is None:
        return Shown(row, f"{row.pk}:")
    proposal = sent.proposal
    return Shown(
        row,
        f"{row.pk}:{sent.fingerprint}",
        places[proposal.due.place],
        payers[proposal.due.payer],
        proposal.bank_charges,
        SIGNS[proposal.by],
        recorded=proposal.due.entry is not None,
        ticked=proposal.by == Sign.REFERENCE,
    )
