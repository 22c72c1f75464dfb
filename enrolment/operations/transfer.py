"""A place moves to another edition: asked for by the participant, carried out by the Centre.

Both editions are locked in one order, so that two transfers in opposite directions never wait for one another. The
money moves as rows: what each payer has paid leaves the one ledger and enters the other. Electives are chosen anew.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters import operations as letters
from academy.locks import lock, lock_one
from academy.money import ZERO
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, EntryKind, Payer, Place, Reason, Transfer, VacancyCause
from enrolment.operations import electives, reserve
from enrolment.operations.ledger import book
from enrolment.operations.notice import day_of
from enrolment.operations.seats import placed
from enrolment.operations.substitute import demand_alternative
from enrolment.states import LIVE_APPLICATION

NOT_COPIED = {"id", "edition", "state", "started_at", "submitted_at", "stands_in", "rate"}


@transaction.atomic
def ask(place: Place, to: Edition, *, by: User, why: str, now: datetime, notice: date | None = None) -> Transfer:
    """Ask to move to the edition ``to``. ``notice`` is the day of a written notice that staff enter later.

    Raises Refused when it is too late, when the other edition cannot be moved to, or when a change is under way.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_alternative(place, day_of(place, notice, now=now))
    demand_possible(place, to, now)
    transfer = place.transfers.create(to=to, asked_at=now, why=why)
    transfer.changes.create(verb="ask", source="", target="asked", by=by, at=now, why=why)
    tell(transfer, "enrolment/transfer-asked")
    return transfer


def demand_possible(place: Place, to: Edition, now: datetime) -> None:
    """Raise Refused unless the person may move to the edition ``to``: it is to come, has room, and is a new one."""
    if not facts.takes_transfers(clock.civil_day(now)).filter(pk=to.pk).exists():
        raise Refused(_("One can no longer move to this edition: it is full, or it has begun."))
    if place.participant.applications.filter(edition=to, state__in=LIVE_APPLICATION).exists():
        raise Refused(_("There is an application of this person to that edition already."))


@transaction.atomic
def carry_out(transfer: Transfer, *, by: User, now: datetime) -> Place:
    """Give a place in the other edition with today's terms, move the money along, and let the old place go.

    Raises Refused when the other edition is full by now, or the request is no longer open.
    """
    lock(Edition.objects.filter(pk__in=[transfer.to_id, transfer.place.edition_id]))
    old = lock_one(Place.objects.filter(pk=transfer.place_id))
    transfer = lock_one(Transfer.objects.filter(pk=transfer.pk))
    move(transfer, "carry-out", by=by, now=now)
    demand_possible(old, transfer.to, now)
    move(old, "transfer", by=by, now=now, why=str(transfer.to))
    copy = accepted_copy(old, transfer.to, by=by, now=now)
    new = placed(copy, by=by, why=str(old.edition), now=now)
    move_money(old, new, by=by, now=now)
    electives.freed(old.electives.all())
    reserve.freed(old.edition, VacancyCause.MOVED, now=now)
    transfer.new_place = new
    transfer.save(update_fields=["new_place"])
    tell(transfer, "enrolment/transferred", place=new, account=facts.account_of(new, clock.civil_day(now)))
    return new


def accepted_copy(old: Place, to: Edition, *, by: User, now: datetime) -> Application:
    """What the person told for the first edition, as an accepted application to the other."""
    known = {
        field.name: getattr(old.application, field.name)
        for field in Application._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    known["rate"] = facts.rate_there(old, to)
    copy = Application.objects.create(edition=to, started_at=now, submitted_at=now, **known)
    for verb in ("submit", "accept"):
        move(copy, verb, by=by, now=now, why=_("Moved from %(edition)s") % {"edition": old.edition})
    return copy


def move_money(old: Place, new: Place, *, by: User, now: datetime) -> None:
    """The charges of the old place are taken back; what each payer has paid moves along, payer by payer."""
    for payer in Payer.objects.of_place(old):
        rows = old.ledger.filter(payer=payer)
        charged, paid = rows.charged(), rows.paid()
        entered: dict[str, Any] = {"payer": payer, "reason": Reason.MOVED, "by": by, "now": now}
        if charged > ZERO:
            book(old, EntryKind.REDUCTION, charged, edition=new.edition.slug, **entered)
        if paid > ZERO:
            book(old, EntryKind.TRANSFER_OUT, paid, edition=new.edition.slug, **entered)
            book(new, EntryKind.TRANSFER_IN, paid, edition=old.edition.slug, **entered)


@transaction.atomic
def end(transfer: Transfer, verb: str, *, by: User, why: str = "", now: datetime) -> None:
    """The request comes to nothing: refused by the Centre with a reason, or called back; the place stays as it was."""
    transfer = lock_one(Transfer.objects.filter(pk=transfer.pk))
    if verb == "refuse" and not why.strip():
        raise Refused(_("Give the reason: the letter to the participant says it."))
    move(transfer, verb, by=by, now=now, why=why)
    if verb == "refuse":
        tell(transfer, "enrolment/transfer-refused", reason=why)


def tell(transfer: Transfer, name: str, **context: object) -> None:
    """Write the letter ``name`` to the participant."""
    place = transfer.place
    letters.write(
        name, to=place.participant, about=f"place:{place.pk}", transfer=transfer, **{"place": place} | context
    )
