"""What Celery's beat calls."""

from celery import shared_task

from academy import clock
from academy.keeping import operations


@shared_task(expires=280)
def tidy() -> None:
    """Erase what is due; called again and again through the night."""
    operations.tidy(now=clock.now())
