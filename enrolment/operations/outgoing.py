"""Money that went out: confirmed to be a refund, once, or left out; a mistake is taken back by counter-entries.

Whoever confirms locks the sum first and then the place: what was shown must still be owed, or recorded.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import EntryKind, LedgerEntry, Outgoing, Payer, Place, Reason
from enrolment.operations import ledger
from enrolment.rules.outgoing import Proposal

Act = Callable[..., None]


def each(act: Act, seen: Collection[tuple[int, str]], *, by: User, now: datetime) -> list[tuple[int, str]]:
    """Do one thing with each: pairs of its key and the fingerprint of what was shown.

    Each stands for itself; returns those that were refused, each with the reason.
    """
    refused = []
    for key, fingerprint in seen:
        try:
            act(key, fingerprint, by=by, now=now)
        except Refused as refusal:
            refused.append((key, str(refusal)))
    return refused


@transaction.atomic
def confirm(key: int, fingerprint: str, *, by: User, now: datetime) -> None:
    """It is the refund that was shown. One that is still owed is recorded with it, and the participant is told.

    Raises Refused when that is no longer so, and when it was confirmed or left out before.
    """
    row = lock_one(Outgoing.objects.filter(pk=key))
    shown = facts.proposal_of(row)
    if shown:
        lock_one(Place.objects.filter(pk=shown.proposal.due.place))
    found = facts.proposal_of(row)
    if found is None or found.fingerprint != fingerprint:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))
    link(row, refund_of(row, found.proposal, by=by, now=now), recorded=found.proposal.due.entry is None)
    move(row, "confirm", by=by, now=now)


def link(row: Outgoing, refund: LedgerEntry | None, *, recorded: bool) -> None:
    """Say which refund the locked sum is. Raises Refused when that is another sum's already."""
    row.refund, row.recorded = refund, recorded
    try:
        with transaction.atomic():
            row.save(update_fields=["refund", "recorded"])
    except IntegrityError as error:
        raise Refused(_("Another sum was confirmed to be this refund.")) from error


def refund_of(row: Outgoing, proposal: Proposal, *, by: User, now: datetime) -> LedgerEntry:
    """The row of the ledger: the one that was recorded before, or a new one."""
    due = proposal.due
    if due.entry:
        return LedgerEntry.objects.get(pk=due.entry)
    place, payer = Place.objects.get(pk=due.place), Payer.objects.get(pk=due.payer)
    sent: dict[str, Any] = {"payer": payer, "bank_charges": proposal.bank_charges, "on": row.on}
    ledger.record_refund(place, **sent, by=by, now=now)
    return place.ledger.filter(kind=EntryKind.REFUND, payer=payer).latest("pk")


@transaction.atomic
def pass_over(key: int, fingerprint: str = "", *, by: User, now: datetime) -> None:
    """It is no refund."""
    move(lock_one(Outgoing.objects.filter(pk=key)), "pass-over", by=by, now=now)


@transaction.atomic
def look_again(key: int, fingerprint: str = "", *, by: User, now: datetime) -> None:
    """Look at it again after all."""
    move(lock_one(Outgoing.objects.filter(pk=key)), "look-again", by=by, now=now)


@transaction.atomic
def take_back(key: int, fingerprint: str = "", *, by: User, now: datetime) -> None:
    """It was not this refund: what was entered by confirming it is taken back by counter-entries."""
    row = lock_one(Outgoing.objects.filter(pk=key))
    refund = row.refund
    move(row, "take-back", by=by, now=now)
    if refund and row.recorded:
        place = lock_one(Place.objects.filter(pk=refund.place_id))
        together = place.ledger.standing().filter(at=refund.at, payer=refund.payer)
        for entry in together.filter(kind__in=[EntryKind.REFUND, EntryKind.BANK_CHARGE]):
            ledger.take_back(entry, by=by, now=now, reason=Reason.MISTAKE, text=str(row))
    link(row, None, recorded=False)
