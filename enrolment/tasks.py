"""What Celery's beat calls."""

from celery import shared_task

from academy import clock
from academy.documents import intake
from enrolment.operations import (
    dunning,
    electives,
    infected,
    nomination_reminders,
    offers,
    questions,
    reminders,
    reserve,
)

REMINDERS = (
    reminders.letters,
    reminders.drafts,
    reminders.sponsors,
    reminders.questions,
    nomination_reminders.nominators,
    nomination_reminders.candidates,
    nomination_reminders.lost_letters,
    reminders.stays,
    reminders.assignments,
    dunning.due_soon,
    dunning.late,
)


@shared_task(expires=280)
def remind() -> None:
    """Write the reminders that are out by now, and go on without the answers that did not come."""
    now = clock.now()
    questions.run_out(now=now)
    for kind in REMINDERS:
        kind(now=now)


@shared_task(expires=10)
def follow_offers() -> None:
    """Let offers lapse at their moment, remind of those that will soon, and move the reserve lists."""
    now = clock.now()
    offers.lapse_due(now=now)
    offers.remind_due(now=now)
    reserve.sweep(now=now)
    electives.sweep()


@shared_task(expires=50)
def follow_letters() -> None:
    """Scan what is still held back, and take away what the scanner found infected."""
    intake.sweep()
    infected.drop_infected()
