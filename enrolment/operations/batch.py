"""Decisions on several applications in one act: tried first, then held for some minutes, then carried out.

Nothing changes for an applicant while a batch is held, so undoing it is dropping it. The worker carries it out, one
application after another in transactions of their own: a worker that dies in between loses nothing, and the next one
goes on with what is still open. An acceptance that is held counts as a seat (``facts.seats_held``).

Who was nominated together, all or none, is accepted in one transaction: one of a group takes the others along.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from enrolment.operations.nominate import demand_whole_group
from enrolment.operations.review import demand_impartial
from enrolment.states import DECIDABLE_APPLICATION


@dataclass(frozen=True)
class Decision:
    """What is decided: the verb, the keys of the criteria that are not met, and words of one's own."""

    verb: str
    criteria: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True)
class Trial:
    """What would become of one application in the state ``seen``: the letter, or why not.

    ``along``: nobody chose it; it comes along with somebody of its group.
    """

    application: Application
    seen: str
    letter: Letter | None
    refused: str
    along: bool = False


def reason_for(application: Application, decision: Decision) -> str:
    """The reason in the applicant's language: the criteria in their published words, then the words that were typed."""
    with override(application.applicant.language):
        chosen = [row.title for row in Criterion.objects.of(application.edition) if row.key in decision.criteria]
        met = _("The application does not show enough of: %(criteria)s.") % {"criteria": "; ".join(chosen)}
    return "\n".join(filter(None, [met if chosen else "", decision.words.strip()]))


def attempt(
    rows: Collection[Application], decision: Decision, *, by: User, seen: Mapping[int, str], now: datetime
) -> None:
    """The decision itself, as one person at the desk would make it; on several, all or none. Raises Refused."""
    for application in rows:
        more = {"along": [row.pk for row in rows]} if decision.verb == "accept" else {}
        why = reason_for(application, decision)
        DECISIONS[decision.verb](application, by=by, why=why, seen=seen[application.pk], now=now, **more)


@transaction.atomic
def rehearse(seen: Mapping[int, str], decision: Decision, *, by: User, now: datetime) -> list[Trial]:
    """What would happen, in the order of the queue: every decision is made, its letter read, and all is taken back.

    ``seen`` is the state of each application on the screen, by its key. Whoever belongs together comes along.
    """
    groups = together(chosen(seen), decision.verb)
    trials = [trial for rows in groups for trial in tried(rows, decision, by=by, seen=seen, now=now)]
    transaction.set_rollback(True)
    return trials


def tried(
    rows: Sequence[Application], decision: Decision, *, by: User, seen: Mapping[int, str], now: datetime
) -> list[Trial]:
    """One decision, on one application or on a group, inside the rehearsal, which the next one builds upon."""
    states = {row.pk: seen.get(row.pk, row.state) for row in rows}
    refused = ""
    try:
        with transaction.atomic():
            for row in rows:
                demand_unheld(row)
            attempt(rows, decision, by=by, seen=states, now=now)
    except Refused as refusal:
        refused = str(refusal)
    return [
        Trial(row, states[row.pk], None if refused else newest_letter(row), refused, along=row.pk not in seen)
        for row in rows
    ]


def newest_letter(application: Application) -> Letter | None:
    """The one that was written last about the application."""
    return Letter.objects.filter(about=f"application:{application.pk}").order_by("-pk").first()


def chosen(keys: Iterable[int]) -> list[Application]:
    """The applications in the order of the queue."""
    rows = Application.objects.filter(pk__in=keys).select_related("applicant", "edition__course", "nominee__nomination")
    return list(rows.order_by("submitted_at", "pk"))


def together(rows: Sequence[Application], verb: str) -> list[list[Application]]:
    """The applications one by one; who is accepted only with others stands with all who wait, chosen or not."""
    groups: list[list[Application]] = []
    done: set[int] = set()
    for row in rows:
        if row.pk not in done:
            others = facts.left_behind_by(row) if verb == "accept" else ()
            keys = [one.application for one in others if one.application]
            groups.append([one for one in chosen([row.pk, *keys]) if one == row or one.state in DECIDABLE_APPLICATION])
            done.update(one.pk for one in groups[-1])
    return groups


def demand_unheld(application: Application) -> None:
    """Raise Refused for an application in a batch that is held already."""
    if application.batch_items.filter(open=True).exists():
        raise Refused(_("A decision on this application is held already."))


@transaction.atomic
def hold(seen: Mapping[int, str], decision: Decision, *, by: User, now: datetime) -> Batch:
    """Keep the decision for ``DECISIONS_HELD`` seconds; then the worker carries it out.

    Raises Refused when one of the applications is held already or was decided meanwhile, when ``by`` has a conflict of
    interest, when a group would be torn apart, or when more would be accepted than there are seats. Then nothing is
    held.
    """
    numbers = Application.objects.filter(pk__in=seen).values("edition")
    editions = lock(Edition.objects.filter(pk__in=numbers))
    rows = lock(Application.objects.filter(pk__in=seen))
    for application in rows:
        demand_unheld(application)
        demand_impartial(application, by)
        demand_seen(application, seen[application.pk])
        if decision.verb == "accept":
            demand_whole_group(application, seen)
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
    batch = Batch.objects.get(pk=batch_id)
    with override(batch.by.language):
        items = dict(batch.items.filter(open=True).values_list("application", "pk"))
        for rows in together(chosen(items), batch.verb):
            carry_out_some([items[row.pk] for row in rows if row.pk in items])
    finish(batch_id)


@transaction.atomic
def begin(batch_id: str) -> bool:
    """Whether the batch may be carried out now; from here on it cannot be undone."""
    batch = lock_one(Batch.objects.filter(pk=batch_id))
    if batch.state == "held" and batch.due_at <= clock.now():
        move(batch, "carry-out", by=None, now=clock.now())
    return batch.state == "running"


def carry_out_some(keys: Collection[int]) -> None:
    """One application, or those who belong together, once: the rows are closed in the transaction that decides."""
    try:
        with transaction.atomic():
            items = still_open(keys)
            for item in items:
                close(item, done_at=clock.now())
            if items:
                batch = items[0].batch
                decision = Decision(batch.verb, batch.criteria, batch.words)
                seen = {item.application_id: item.seen for item in items}
                attempt([item.application for item in items], decision, by=batch.by, seen=seen, now=clock.now())
    except Refused as refusal:
        with transaction.atomic():
            for item in still_open(keys):
                close(item, refused=str(refusal))


def still_open(keys: Collection[int]) -> list[BatchItem]:
    """Those of the items that are open, locked."""
    return [item for item in lock(BatchItem.objects.filter(pk__in=keys)) if item.open]


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
