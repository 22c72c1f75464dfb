"""Decisions on several applications in one act: tried first, then held for some minutes, then carried out.

Nothing changes for an applicant while a batch is held, so undoing it is dropping it. The worker carries it out, one
application after another in transactions of their own: a worker that dies in between loses nothing, and the next one
goes on with what is still open. An acceptance that is held counts as a seat (``facts.seats_held``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.letters.models import Letter
from academy.locks import lock, lock_one
from academy.states import move
from catalogue.models import Criterion, Edition
from enrolment import facts
from enrolment.models import Application, Batch, BatchItem
from enrolment.operations.decide import DECISIONS
from enrolment.operations.review import demand_impartial


@dataclass(frozen=True)
class Decision:
    """What is decided: the verb, the keys of the criteria that are not met, and words of one's own."""

    verb: str
    criteria: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True)
class Trial:
    """What would become of one application: the letter, or why not."""

    application: Application
    letter: Letter | None
    refused: str


def reason_for(application: Application, decision: Decision) -> str:
    """The reason in the applicant's language: the criteria in their published words, then the words that were typed."""
    with override(application.applicant.language):
        chosen = [row.title for row in Criterion.objects.of(application.edition) if row.key in decision.criteria]
        met = _("The application does not show enough of: %(criteria)s.") % {"criteria": "; ".join(chosen)}
    return "\n".join(filter(None, [met if chosen else "", decision.words.strip()]))


def attempt(application: Application, decision: Decision, *, by: User, seen: str, now: datetime) -> None:
    """The decision itself, as one person at the desk would make it. Raises Refused."""
    DECISIONS[decision.verb](application, by=by, why=reason_for(application, decision), seen=seen, now=now)


@transaction.atomic
def rehearse(seen: Mapping[int, str], decision: Decision, *, by: User, now: datetime) -> list[Trial]:
    """What would happen, in the order of the queue: every decision is made, its letter read, and all is taken back.

    ``seen`` is the state of each application on the screen, by its key.
    """
    trials = [tried(application, decision, by=by, seen=seen[application.pk], now=now) for application in chosen(seen)]
    transaction.set_rollback(True)
    return trials


def tried(application: Application, decision: Decision, *, by: User, seen: str, now: datetime) -> Trial:
    """One decision inside the rehearsal, which the next one builds upon."""
    try:
        with transaction.atomic():
            demand_unheld(application)
            attempt(application, decision, by=by, seen=seen, now=now)
    except Refused as refusal:
        return Trial(application, None, str(refusal))
    letter = Letter.objects.filter(about=f"application:{application.pk}").order_by("-pk").first()
    return Trial(application, letter, "")


def chosen(keys: Mapping[int, str]) -> list[Application]:
    """The applications in the order of the queue."""
    rows = Application.objects.filter(pk__in=keys).select_related("applicant", "edition__course")
    return list(rows.order_by("submitted_at", "pk"))


def demand_unheld(application: Application) -> None:
    """Raise Refused for an application in a batch that is held already."""
    if application.batch_items.filter(open=True).exists():
        raise Refused(_("A decision on this application is held already."))


@transaction.atomic
def hold(seen: Mapping[int, str], decision: Decision, *, by: User, now: datetime) -> Batch:
    """Keep the decision for ``DECISIONS_HELD`` seconds; then the worker carries it out.

    Raises Refused when one of the applications is held already or was decided meanwhile, when ``by`` has a conflict of
    interest, or when more would be accepted than there are seats. Then nothing is held.
    """
    numbers = Application.objects.filter(pk__in=seen).values("edition")
    editions = lock(Edition.objects.filter(pk__in=numbers))
    rows = lock(Application.objects.filter(pk__in=seen))
    for application in rows:
        demand_unheld(application)
        demand_impartial(application, by)
        demand_seen(application, seen[application.pk])
    batch = Batch.objects.create(
        verb=decision.verb,
        criteria=list(decision.criteria),
        words=decision.words,
        by=by,
        asked_at=now,
        due_at=now + timedelta(seconds=settings.DECISIONS_HELD),
    )
    BatchItem.objects.bulk_create(BatchItem(batch=batch, application=row, seen=seen[row.pk]) for row in rows)
    for edition in editions:
        demand_not_oversold(edition)
    jobs.ask(carry_out, batch.pk, due=batch.due_at)
    return batch


def demand_seen(application: Application, seen: str) -> None:
    """Raise Refused when somebody decided since the page was opened."""
    if application.state != seen:
        raise Refused(
            _("%(applicant)s: it is now “%(state)s”.")
            % {"applicant": application.full_name, "state": application.get_state_display()}
        )


def demand_not_oversold(edition: Edition) -> None:
    """Raise Refused when more seats of the locked edition are held than there are."""
    if edition.capacity is not None and facts.held_in(edition) > edition.capacity:
        raise Refused(_("There are not enough places left in %(edition)s.") % {"edition": edition})


@transaction.atomic
def undo(batch: Batch, *, by: User, now: datetime) -> None:
    """Drop a batch that is held. Raises Refused once the worker has begun; doing it twice is doing it once."""
    batch = lock_one(Batch.objects.filter(pk=batch.pk))
    if batch.state == "undone":
        return
    move(batch, "undo", by=by, now=now)
    batch.items.update(open=False)


def carry_out(batch_id: str) -> None:
    """Decide on every application of the batch that is still open; what is refused is written down for staff."""
    if not begin(batch_id):
        return
    with override(Batch.objects.get(pk=batch_id).by.language):
        for key in BatchItem.objects.filter(batch_id=int(batch_id), open=True).values_list("pk", flat=True):
            carry_out_one(key)
    finish(batch_id)


@transaction.atomic
def begin(batch_id: str) -> bool:
    """Whether the batch may be carried out now; from here on it cannot be undone."""
    batch = lock_one(Batch.objects.filter(pk=batch_id))
    if batch.state == "held" and batch.due_at <= clock.now():
        move(batch, "carry-out", by=None, now=clock.now())
    return batch.state == "running"


def carry_out_one(key: int) -> None:
    """One application, once: its row is closed in the transaction that decides."""
    try:
        with transaction.atomic():
            item = lock_one(BatchItem.objects.filter(pk=key))
            if item.open:
                close(item, done_at=clock.now())
                batch = item.batch
                decision = Decision(batch.verb, batch.criteria, batch.words)
                attempt(item.application, decision, by=batch.by, seen=item.seen, now=clock.now())
    except Refused as refusal:
        with transaction.atomic():
            item = lock_one(BatchItem.objects.filter(pk=key))
            if item.open:
                close(item, refused=str(refusal))


def close(item: BatchItem, *, done_at: datetime | None = None, refused: str = "") -> None:
    """The item holds its application, and its seat, no more."""
    item.open, item.done_at, item.refused = False, done_at, refused
    item.save(update_fields=["open", "done_at", "refused"])


@transaction.atomic
def finish(batch_id: str) -> None:
    """Nothing is open any more."""
    batch = lock_one(Batch.objects.filter(pk=batch_id))
    if batch.state == "running":
        move(batch, "finish", by=None, now=clock.now())
