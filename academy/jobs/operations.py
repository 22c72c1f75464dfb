"""Asking for work, doing it, and sweeping up what a dead worker or an emptied broker dropped."""

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from academy.jobs.messages import LATER, nudge, on_their_way
from academy.jobs.models import Job, JobState
from academy.locks import lock_one
from academy.monitoring.trace import following

MOST_ATTEMPTS = 6
ASIDE = datetime(9999, 1, 1, tzinfo=UTC)  # when a job is due that somebody has put aside
log = logging.getLogger(__name__)


def ask(work: Callable[[str], None], subject: object, *, due: datetime | None = None) -> Job:
    """Ask for ``work(subject)`` after the present transaction; asking again while it waits changes nothing.

    ``work`` is a module-level function that takes the subject's key as text and is idempotent. With ``due``, it is
    done not before that moment; the sweep finds it then.
    """
    now = clock.now()
    job, made = Job.objects.get_or_create(
        work=name_of(work),
        subject=str(subject),
        state__in=[JobState.PENDING, JobState.RUNNING],
        defaults={"asked_at": now, "due_at": due or now, "state": JobState.PENDING},
    )
    if made and not due:
        transaction.on_commit(partial(nudge, job.pk), robust=True)
    return job


def hold(work: Callable[[str], None], subjects: Iterable[object]) -> int:
    """Put the jobs that wait aside until they are released; one that runs goes on. Returns how many."""
    return waiting(work, subjects).update(due_at=ASIDE)


@transaction.atomic
def release(work: Callable[[str], None], subjects: Iterable[object]) -> int:
    """Let the jobs that were put aside go on. Returns how many."""
    held = list(waiting(work, subjects).filter(due_at=ASIDE).values_list("pk", flat=True))
    Job.objects.filter(pk__in=held).update(due_at=clock.now())
    for job_id in held:
        transaction.on_commit(partial(nudge, job_id), robust=True)
    return len(held)


def waiting(work: Callable[[str], None], subjects: Iterable[object]) -> QuerySet[Job]:
    """The jobs that no worker has taken yet."""
    return Job.objects.filter(work=name_of(work), subject__in=map(str, subjects), state=JobState.PENDING)


def name_of(work: Callable[[str], None]) -> str:
    """How a function stands in a job's row."""
    return f"{work.__module__}.{work.__qualname__}"


def claim(job_id: int) -> Job | None:
    """The job, held for JOB_LEASE seconds, or None when it is done, held by another, or not yet due."""
    now = clock.now()
    held = Job.objects.claimable(now).filter(pk=job_id)
    mine = held.update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, leased_until=now + timedelta(seconds=settings.JOB_LEASE)
    )
    return Job.objects.get(pk=job_id) if mine else None


def run_now(job_id: int) -> None:
    """Claim the job and do it; an error is kept on the row and tried again later, each time after a longer wait."""
    job = claim(job_id)
    if job is None:
        return
    with following(f"job-{job.pk}"):
        try:
            import_string(job.work)(job.subject)
        except Exception:
            put_back(job, traceback.format_exc(limit=-6))
        else:
            finish(job, JobState.DONE)


def put_back(job: Job, error: str) -> None:
    """Wait 10 s, 40 s, 90 s … before the next attempt; after MOST_ATTEMPTS the job is failed, for staff to see."""
    log.warning("job %s failed: %s", job, error)
    if job.attempts >= MOST_ATTEMPTS:
        return finish(job, JobState.FAILED, error)
    job.state, job.error = JobState.PENDING, error
    job.due_at = clock.now() + timedelta(seconds=10 * job.attempts**2)
    job.save(update_fields=["state", "error", "due_at"])


def finish(job: Job, state: JobState, error: str = "") -> None:
    """Close the row."""
    job.state, job.error, job.finished_at = state, error, clock.now()
    job.save(update_fields=["state", "error", "finished_at"])


@transaction.atomic
def retry(job: Job) -> None:
    """Ask again for a job that was given up. Raises Refused for any other, or when the same work waits already."""
    job = lock_one(Job.objects.filter(pk=job.pk))
    if job.state != JobState.FAILED:
        raise Refused(_("Only a job that failed can be tried again."))
    alive = Job.objects.filter(work=job.work, subject=job.subject, state__in=[JobState.PENDING, JobState.RUNNING])
    if alive.exists():
        raise Refused(_("The same work was asked for again in the meantime."))
    job.state, job.attempts, job.due_at = JobState.PENDING, 0, clock.now()
    job.save(update_fields=["state", "attempts", "due_at"])
    transaction.on_commit(partial(nudge, job.pk), robust=True)


def sweep() -> int:
    """Nudge for the jobs that should have been taken by now and have no message; returns how many.

    Which those are, the broker does not say, but how many messages it still holds. The oldest jobs are the likeliest,
    and the very oldest is nudged for in any case: so each lost message is made good, and a long queue is not made
    longer. A job whose workers died each time is given up, so that it cannot take one worker after another with it.
    """
    now = clock.now()
    hopeless = Job.objects.filter(state=JobState.RUNNING, leased_until__lt=now, attempts__gte=MOST_ATTEMPTS)
    hopeless.update(state=JobState.FAILED, finished_at=now, error="The worker ended without a word, each time.")
    late = now - timedelta(seconds=settings.JOB_SWEEP_EVERY)
    left = list(Job.objects.claimable(late).order_by("due_at", "pk").values_list("pk", flat=True)[:500])
    lost = left[: max(len(left) - on_their_way(), 1)]
    for job_id in lost:
        nudge(job_id, LATER)
    return len(lost)
