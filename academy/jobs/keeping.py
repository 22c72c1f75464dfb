"""What is kept of jobs: they name rows by their keys, but an error may repeat what stood there."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.jobs.models import Job, JobState
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept, delete

JOBS = Until(_("the end of the work"), days=90)

KEPT = [
    Kept(
        "jobs.Job",
        "work subject error",
        what=_("Work behind the pages, by the keys of rows, with the last error"),
        why=_("To find and mend what went wrong."),
        until=JOBS,
    ),
]
NOT_PERSONAL = {"jobs.Job": "state attempts asked_at due_at leased_until finished_at"}


def old_jobs(today: date) -> QuerySet[Any]:
    """Jobs that ended more than 90 days ago."""
    ended = Job.objects.filter(state__in=[JobState.DONE, JobState.FAILED])
    return ended.filter(finished_at__lt=clock.start_of_day(JOBS.cutoff(today)))


DUES = [Due("jobs", _("Jobs"), old_jobs, delete)]
