"""Money that came in: taken in once, booked to places, or decided otherwise; nothing of it is ever typed over.

Whoever books locks the sum first and then the places, in the order of their keys: a sum is booked once, and what was
shown as owed is still owed.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.bank.lines import Line, Statement, keys
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock, lock_one
from academy.money import ZERO
from academy.states import move
from enrolment import facts
from enrolment.models import BankStatement, Incoming, Outgoing, Payer, Place
from enrolment.operations import ledger
from enrolment.rules.incoming import Share


@transaction.atomic
def take_in(said: Statement, *, by: User, now: datetime, **file: Any) -> BankStatement:
    """Keep the sums of a statement that were never told before; ``file`` are the other fields of its row.

    Of what went out, what may be a refund is kept, and all else counted. Raises Refused when there is nothing to keep.
    """
    statement = BankStatement.objects.create(form=said.form, known=0, outgoing=len(said.gone), by=by, at=now, **file)
    sent = keep_gone(statement, said.gone)
    rows = [
        Incoming(statement=statement, key=key, **vars(line))
        for line, key in zip(said.lines, keys(said.lines), strict=True)
    ]
    Incoming.objects.bulk_create(rows, ignore_conflicts=True)  # another import may be at the same file
    statement.known = len(rows) - statement.lines.count()
    statement.save(update_fields=["known"])
    if not rows and not sent:
        raise Refused(_("Nothing came in by this statement."))
    if statement.known == len(rows) and not sent:
        raise Refused(_("All that came in by this statement was taken in before."))
    return statement


def keep_gone(statement: BankStatement, lines: Sequence[Line]) -> int:
    """Keep the sums that went out and may be refunds; how many were never told before."""
    told = zip(lines, keys(lines), facts.perhaps_refunds(lines), strict=True)
    rows = [gone(statement, line, key) for line, key, perhaps in told if perhaps]
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
    return statement.gone.count()


def gone(statement: BankStatement, line: Line, key: str) -> Outgoing:
    """The row of a sum that went out."""
    said = dict(vars(line))
    said |= {"beneficiary": said.pop("remitter"), "beneficiary_account": said.pop("remitter_account")}
    return Outgoing(statement=statement, key=key, **said)


@transaction.atomic
def forget(statement: BankStatement) -> None:
    """Throw a statement away that was taken in by mistake. Raises Refused once something was done with its sums."""
    lock(statement.lines.all())
    lock(statement.gone.all())
    if not is_untouched(statement):
        raise Refused(_("Something was done with this statement already: it stays."))
    statement.lines.all().delete()
    statement.gone.all().delete()
    statement.delete()


def is_untouched(statement: BankStatement) -> bool:
    """Whether nothing was done yet with what came in and went out by it."""
    return not any(rows.exclude(state="new", changes=None).exists() for rows in (statement.lines, statement.gone))


def book_seen(seen: Collection[tuple[int, str]], *, by: User, now: datetime) -> list[tuple[int, str]]:
    """Book each sum to what it was shown to be for: pairs of its key and the fingerprint of what was shown.

    Each stands for itself; returns those that were refused, each with the reason.
    """
    refused = []
    for key, fingerprint in seen:
        try:
            book_as_seen(key, fingerprint, by=by, now=now)
        except Refused as refusal:
            refused.append((key, str(refusal)))
    return refused


@transaction.atomic
def book_as_seen(key: int, fingerprint: str, *, by: User, now: datetime) -> None:
    """Book one. Raises Refused when it is for something else by now, or was dealt with."""
    row = lock_one(Incoming.objects.filter(pk=key))
    lock(Place.objects.filter(pk__in=[share.place for share in facts.match_of(row).match.shares]))
    found = facts.match_of(row)
    if found.fingerprint != fingerprint:
        raise Refused(_("The ledger has changed since this page was opened. Please look at it again."))
    book(row, found.match.shares, by=by, now=now)


@transaction.atomic
def book(row: Incoming, shares: Sequence[Share], *, by: User | None, now: datetime, why: str = "") -> None:
    """Book a sum as payments of these payers for these places; each participant is told.

    Raises Refused unless the shares are more than nothing and add up to the sum, for another currency than EUR, and
    when it was booked or decided otherwise before. What a place gets more than it owes is a refund that is due.
    """
    row = lock_one(Incoming.objects.filter(pk=row.pk))
    if row.currency != "EUR":
        raise Refused(_("Only euros are booked. Ask the bank what it came to in euros."))
    if not shares or any(share.amount <= ZERO for share in shares):
        raise Refused(_("Say for whom it is."))
    if sum((share.amount for share in shares), ZERO) != row.amount:
        raise Refused(_("The shares do not add up to the sum that came in."))
    step(row, "book", by=by, now=now, why=why)
    places = {place.pk: place for place in lock(Place.objects.filter(pk__in=[share.place for share in shares]))}
    payers = Payer.objects.in_bulk([share.payer for share in shares])
    for share in sorted(shares, key=lambda one: (one.place, one.payer)):
        told: dict[str, Any] = {"on": row.on, "reference": row.words, "by": by, "now": now, "incoming": row}
        ledger.record_payment(places[share.place], share.amount, payer=payers[share.payer], **told)


@transaction.atomic
def take_back(row: Incoming, *, by: User, now: datetime, why: str) -> None:
    """Undo a booking by counter-entries; the sum is to be booked again. The participants are told."""
    row = lock_one(Incoming.objects.filter(pk=row.pk))
    step(row, "take-back", by=by, now=now, why=why)
    standing = row.entries.standing().select_related("payer", "place__participant", "place__edition__course")
    lock(Place.objects.filter(pk__in=standing.values("place")))
    for entry in standing:
        ledger.take_back(entry, by=by, now=now)
        balance: Decimal = entry.place.ledger.balance()
        ledger.tell(entry.place, "enrolment/payment_taken_back", entry=entry, amount=-entry.amount, balance=balance)


@transaction.atomic
def ask(row: Incoming, whom: User, question: str, *, by: User | None, now: datetime) -> None:
    """Ask a colleague what a sum is for; the colleague gets a letter and answers on a page of the desk."""
    row = lock_one(Incoming.objects.filter(pk=row.pk))
    step(row, "ask", by=by, now=now, why=question, waits_for=whom)
    write("enrolment/incoming_asked", to=whom, about=f"incoming:{row.pk}", row=row, question=question, by=by)


@transaction.atomic
def answer(row: Incoming, words: str, *, by: User, now: datetime) -> None:
    """What the colleague says; the sum is to be booked again. Raises Refused for who was not asked."""
    row = lock_one(Incoming.objects.filter(pk=row.pk))
    if row.waits_for_id != by.pk:
        raise Refused(_("Somebody else was asked."))
    step(row, "answer", by=by, now=now, why=words)


@transaction.atomic
def decide(row: Incoming, verb: str, *, by: User, now: datetime, why: str) -> None:
    """It was sent back to its remitter, is not for a course, or is looked at again after all; ``why`` says more."""
    step(lock_one(Incoming.objects.filter(pk=row.pk)), verb, by=by, now=now, why=why)


def step(row: Incoming, verb: str, *, by: User | None, now: datetime, why: str, waits_for: User | None = None) -> None:
    """Move a locked sum on; it waits for nobody any more but for whom it is asked now."""
    move(row, verb, by=by, now=now, why=why)
    row.waits_for = waits_for
    row.save(update_fields=["waits_for"])
