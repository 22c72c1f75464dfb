"""What Celery's beat calls."""

from celery import shared_task

from academy import clock
from enrolment.operations import reminders

REMINDERS = (reminders.letters, reminders.drafts, reminders.sponsors)


@shared_task(expires=280)
def remind() -> None:
    """Write the reminders that are out by now."""
    now = clock.now()
    for kind in REMINDERS:
        kind(now=now)
