"""The Centre decides on an application."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Offer, Place
from enrolment.operations import reserve as list_
from enrolment.operations import substitute
from enrolment.operations.apply import tell
from enrolment.operations.nominate import demand_whole_group
from enrolment.operations.review import demand_impartial
from enrolment.operations.seats import give


@transaction.atomic
def accept(
    application: Application, *, by: User, why: str, seen: str, now: datetime, along: Collection[int] = ()
) -> Place | Offer:
    """Give the applicant a place or, where the edition gives days to answer, an offer of one.

    ``seen`` is the state on the reviewer's screen. Raises Refused when somebody decided in the meantime, when the
    edition is full (seats are counted while it is locked), or without a reason when somebody on the reserve list
    is passed over. ``along`` are the keys of the applications that are accepted in the same transaction: a group
    that was nominated together is accepted together or not at all. A substitute takes over the place that there is.
    """
    edition = lock_one(Edition.objects.filter(pk=application.edition_id))
    demand_impartial(application, by)
    application = as_seen(application, seen)
    if application.stands_in:
        move(application, "accept", by=by, now=now, why=why)
        return substitute.hand_over(application, application.stands_in, by=by, why=why, now=now)
    demand_whole_group(application, along)
    if application.state == "reserve":
        list_.pass_over(application, by=by, why=why, now=now)
    return give(application, edition, by=by, why=why, now=now)


@transaction.atomic
def accept_group(application: Application, *, by: User, why: str, now: datetime) -> list[Application]:
    """Accept everybody with whom the applicant was nominated and who is not accepted yet, all of them or none."""
    lock_one(Edition.objects.filter(pk=application.edition_id))
    keys = [one.application for one in facts.group_of(application) if one.application and not one.accepted]
    rows = list(Application.objects.filter(pk__in=keys).order_by("pk"))
    for row in rows:
        accept(row, by=by, why=why, seen=row.state, now=now, along=[one.pk for one in rows])
    return rows


@transaction.atomic
def reserve(application: Application, *, by: User, why: str, seen: str, now: datetime) -> None:
    """Put the applicant on the reserve list and write the letter."""
    edition = lock_one(Edition.objects.filter(pk=application.edition_id))
    demand_impartial(application, by)
    application = as_seen(application, seen)
    move(application, "reserve", by=by, now=now, why=why)
    list_.list_of(edition)
    tell(application, "enrolment/reserve")


@transaction.atomic
def decline(application: Application, *, by: User, why: str, seen: str, now: datetime) -> None:
    """Say no, with the reason that the letter gives. Raises Refused without one."""
    if not why.strip():
        raise Refused(_("Give the reason: the letter to the applicant says it."))
    demand_impartial(application, by)
    application = as_seen(application, seen)
    move(application, "decline", by=by, now=now, why=why)
    if application.stands_in:
        substitute.end(application.stands_in, "refuse", by=by, now=now)
    tell(application, "enrolment/declined", reason=why)


def as_seen(application: Application, seen: str) -> Application:
    """The application, locked; raises Refused when it is no longer in the state that the reviewer saw."""
    current = lock_one(Application.objects.filter(pk=application.pk))
    if current.state != seen:
        last = current.changes.last()
        raise Refused(
            _("%(person)s changed this application in the meantime: it is now “%(state)s”.")
            % {"person": (last and last.by) or _("Somebody"), "state": current.get_state_display()}
        )
    return current


DECISIONS: dict[str, Callable[..., object]] = {"accept": accept, "reserve": reserve, "decline": decline}
