"""Counting requests: in each process, added up in Redis every few seconds, so for all web processes of all machines.

A process that is killed loses the last few seconds; an emptied Redis begins at zero, which Prometheus understands.
"""

import logging
import threading
import time
from collections import Counter
from functools import cache

import redis
from django.conf import settings
from redis.exceptions import RedisError

KEY = "metrics:requests"
EVERY = 5.0
SEPARATOR = "\x1f"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SCALE = 1_000_000  # sums of seconds are kept as whole microseconds
log = logging.getLogger(__name__)


class Counts:
    """What this process has counted and not yet handed over."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: Counter[str] = Counter()
        self.handed_over = time.monotonic()

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; now and then hand over what was counted."""
        with self.lock:
            self.waiting[SEPARATOR.join(("n", method, route, str(status)))] += 1
            self.waiting[SEPARATOR.join(("s", route))] += int(seconds * SCALE)
            least = next((bound for bound in BUCKETS if seconds <= bound), "+Inf")
            self.waiting[SEPARATOR.join(("b", route, str(least)))] += 1
            due = time.monotonic() - self.handed_over > EVERY
        if due:
            self.hand_over()

    def hand_over(self) -> None:
        """Add what waits to what all have counted; when Redis is away, it waits on."""
        with self.lock:
            taken, self.waiting, self.handed_over = self.waiting, Counter(), time.monotonic()
        if not taken:
            return
        try:
            with server().pipeline(transaction=True) as together:
                for name, number in taken.items():
                    together.hincrby(KEY, name, number)
                together.execute()
        except RedisError as error:
            log.info("Not counted yet: %s", error)
            with self.lock:
                self.waiting += taken


@cache
def server() -> "redis.Redis":
    """The Redis that all processes share."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, decode_responses=True)


def of_all() -> dict[str, int]:
    """What all processes have counted and handed over."""
    counts.hand_over()
    found = server().hgetall(KEY)
    return {str(name): int(number) for name, number in dict(found).items()}


counts = Counts()
