"""The messages to the worker: a nudge, which may be lost."""

import logging
import time
from dataclasses import dataclass

import celery
from django.conf import settings

RUN = "academy.jobs.tasks.run"
NOW, LATER = 0, 9  # Redis hands out a lower number first
log = logging.getLogger(__name__)


def on_their_way() -> int:
    """How many messages the broker holds that no worker has taken; 0 when it is away, as if all were lost."""
    app = celery.current_app
    try:
        with app.connection_for_read() as connection:
            return int(app.amqp.queues[app.conf.task_default_queue](connection).queue_declare(passive=True)[1])
    except Exception:
        return 0


@dataclass
class Silence:
    """Until when (by this process's own clock) the broker is not asked, because it did not answer."""

    until: float = 0.0


silence = Silence()


def nudge(job_id: int, priority: int = NOW) -> None:
    """Send the worker a message; when the broker is away, the sweep will send it later.

    What the sweep sends comes ``LATER`` than what somebody has just asked for: most of it is on its way already, and
    who waits for a code to sign in does not wait behind it.

    Finding out that a machine is away can take seconds, so this process then does not ask again until the next sweep:
    one person waits once, and the site goes on.
    """
    if time.monotonic() < silence.until:
        return
    try:
        celery.current_app.send_task(RUN, (job_id,), retry=False, priority=priority)
    except Exception:
        log.warning("no broker for job %s; the sweep will find it", job_id)
        silence.until = time.monotonic() + settings.JOB_SWEEP_EVERY
