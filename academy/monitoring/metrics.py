"""What Prometheus is told: parts that work, jobs and letters that wait, requests that were answered."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from academy import clock
from academy.health import PARTS, works
from academy.jobs.models import Job
from academy.letters.models import Letter
from academy.monitoring.counts import BUCKETS, SCALE, SEPARATOR, of_all

CONTENT_TYPE = CONTENT_TYPE_PLAIN_1_0_0
LATE = timedelta(minutes=5)


def page() -> bytes:
    """Everything, in Prometheus's format."""
    registry = CollectorRegistry()
    registry.register(Site())
    return generate_latest(registry)


class Site:
    """What there is to tell, asked when Prometheus asks."""

    def collect(self) -> Iterator[Metric]:
        """Parts, work and letters that wait, requests."""
        parts = GaugeMetricFamily("academy_part_works", "1 when this part of the site works", labels=["part"])
        for name, part in PARTS.items():
            parts.add_metric([name], float(works(part)))
        yield parts
        yield from waiting()
        yield from requests(of_all())


def waiting() -> Iterator[Metric]:
    """Jobs by their state, those that should have been done by now, and letters that were not sent in time."""
    now = clock.now()
    jobs = GaugeMetricFamily("academy_jobs", "Jobs by state", labels=["state"])
    for state, number in Job.objects.order_by().values_list("state").annotate(Count("pk")):
        jobs.add_metric([state], number)
    yield jobs
    late = Job.objects.claimable(now - LATE).count()
    yield GaugeMetricFamily("academy_jobs_late", "Jobs that wait since five minutes or longer", value=late)
    unsent = Letter.objects.filter(sent_at=None, written_at__lt=now - LATE).count()
    yield GaugeMetricFamily("academy_letters_unsent", "Letters unsent since five minutes or longer", value=unsent)


def requests(counted: dict[str, int]) -> Iterator[Metric]:
    """How many by method, route and status, and how long they took by route, in seconds."""
    number = CounterMetricFamily("academy_requests", "Requests answered", labels=["method", "route", "status"])
    buckets: dict[str, Any] = defaultdict(dict)
    sums: dict[str, float] = {}
    for name, value in counted.items():
        kind, *labels = name.split(SEPARATOR)
        if kind == "n":
            number.add_metric(labels, value)
        elif kind == "s":
            sums[labels[0]] = value / SCALE
        else:
            buckets[labels[0]][labels[1]] = value
    yield number
    took = HistogramMetricFamily("academy_request_seconds", "How long answering took", labels=["route"])
    for route, found in buckets.items():
        took.add_metric([route], cumulative(found), sums.get(route, 0))
    yield took


def cumulative(found: dict[str, int]) -> list[tuple[str, float]]:
    """Each bound with the number of requests at or below it."""
    total, steps = 0, []
    for bound in [*map(str, BUCKETS), "+Inf"]:
        total += found.get(bound, 0)
        steps.append((bound, float(total)))
    return steps
