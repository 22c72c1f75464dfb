"""The reserve list: its order, what makes it move, and its moving by itself.

A place that falls free is a row. Whoever frees it asks for the list to be moved after the transaction; a sweep does
the same, so that nothing depends on a message. The edition is locked before anything else of it.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.locks import lock, lock_one
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, PassedOver, ReserveList, Vacancy, VacancyCause
from enrolment.operations.seats import give


def freed(edition: Edition, cause: VacancyCause, *, now: datetime, number: int = 1) -> None:
    """Note, in the transaction that frees them, that ``number`` places fell free, and ask for the list to move."""
    Vacancy.objects.bulk_create(Vacancy(edition=edition, cause=cause, at=now) for _place in range(number))
    jobs.ask(move_up, edition.pk)


@transaction.atomic
def move_up(edition_id: str) -> None:
    """Give each place that fell free to the first on the list; nothing happens while the list is stopped.

    A vacancy for which nobody waits is closed, and so are all of them once the list is over or the edition full.
    """
    now = clock.now()
    edition = lock_one(Edition.objects.filter(pk=edition_id))
    if not facts.reserve_moves(edition):
        return
    over = facts.reserve_is_over(edition, clock.civil_day(now))
    for vacancy in lock(Vacancy.objects.filter(edition=edition, closed_at=None)):
        vacancy.filled_by = None if over else give_to_first(edition, now)
        vacancy.closed_at = now
        vacancy.save(update_fields=["filled_by", "closed_at"])


def give_to_first(edition: Edition, now: datetime) -> Application | None:
    """Give one place of the locked edition to the first on its list; None when it is full or nobody waits.

    Who was nominated together with others, all or none, does not move up alone: staff accept such a group in one act.
    """
    if facts.places_left(edition) == 0:
        return None
    for waiting in facts.reserve_of(edition):
        for application in lock(edition.applications.filter(pk=waiting.pk, state="reserve")):
            if facts.left_behind_by(application):
                note_group(application, now)
                continue
            give(application, edition, by=None, why="", now=now)
            return application
    return None


def note_group(application: Application, now: datetime) -> None:
    """Record, once, why somebody who was nominated together with others was passed over by the rule itself."""
    why = _("Nominated together with others, who have their places together.")
    PassedOver.objects.get_or_create(application=application, by=None, why=why, defaults={"at": now})


def list_of(edition: Edition) -> ReserveList:
    """The list of the locked edition, made when somebody is put on it first."""
    return ReserveList.objects.get_or_create(edition=edition, defaults={"capacity_seen": edition.capacity})[0]


@transaction.atomic
def stop(edition: Edition, *, by: User, why: str, now: datetime) -> None:
    """Let nobody move up until it is started again. Raises Refused without a reason, or when it is stopped."""
    demand_reason(why)
    lock_one(Edition.objects.filter(pk=edition.pk))
    move(list_of(edition), "stop", by=by, now=now, why=why)


@transaction.atomic
def start(edition: Edition, *, by: User, why: str, now: datetime) -> None:
    """Let the list move again, at once where a place fell free meanwhile. Raises Refused when it moves already."""
    lock_one(Edition.objects.filter(pk=edition.pk))
    move(list_of(edition), "start", by=by, now=now, why=why)
    jobs.ask(move_up, edition.pk)


@transaction.atomic
def rank(application: Application, position: int, *, by: User, why: str, now: datetime) -> None:
    """Put somebody on the ``position``-th place of the list, from 1; the others keep their order.

    From then on the whole list has ranks. Raises Refused without a reason, or for somebody who is not on the list.
    """
    demand_reason(why)
    edition = lock_one(Edition.objects.filter(pk=application.edition_id))
    order = facts.reserve_of(edition)
    if application not in order:
        raise Refused(_("This application is not on the reserve list."))
    order.remove(application)
    order.insert(max(position, 1) - 1, application)
    lock(edition.applications.filter(state="reserve"))
    for number, waiting in enumerate(order, start=1):
        Application.objects.filter(pk=waiting.pk).update(reserve_rank=number)
    application.changes.create(verb="rank", source="reserve", target="reserve", by=by, at=now, why=why)


def pass_over(application: Application, *, by: User, why: str, now: datetime) -> None:
    """Before a place goes to somebody on the list: record why those who stand before were passed over.

    Raises Refused when somebody stands before and no reason is given.
    """
    order = facts.reserve_of(application.edition)
    before = order[: order.index(application)]
    if before and not why.strip():
        raise Refused(
            ngettext(
                "%(number)s person stands before on the reserve list. Give the reason for passing over.",
                "%(number)s people stand before on the reserve list. Give the reason for passing over.",
                len(before),
            )
            % {"number": len(before)}
        )
    PassedOver.objects.bulk_create(PassedOver(application=one, by=by, at=now, why=why) for one in before)


def demand_reason(why: str) -> None:
    """Raise Refused without a reason."""
    if not why.strip():
        raise Refused(_("Give the reason: it is kept with the list."))


def sweep(*, now: datetime) -> None:
    """See where places were added, and ask for every list with a place that fell free."""
    lists = ReserveList.objects.exclude(capacity_seen=F("edition__capacity"))
    for found in lists.exclude(capacity_seen=None, edition__capacity=None).select_related("edition"):
        notice_capacity(found.edition, now=now)
    waiting = Vacancy.objects.filter(closed_at=None).order_by().values_list("edition", flat=True).distinct()
    for edition_id in waiting.exclude(edition__reserve_list__state="stopped"):
        jobs.ask(move_up, edition_id)


@transaction.atomic
def notice_capacity(edition: Edition, *, now: datetime) -> None:
    """Compare the edition's capacity with the one last seen; each place more fell free, all when it has no limit."""
    edition = lock_one(Edition.objects.filter(pk=edition.pk))
    found = list_of(edition)
    before, after = found.capacity_seen, edition.capacity
    if before == after:
        return
    found.capacity_seen = after
    found.save(update_fields=["capacity_seen"])
    if before is not None:
        added = edition.applications.filter(state="reserve").count() if after is None else after - before
        freed(edition, VacancyCause.CAPACITY, now=now, number=max(added, 0))
