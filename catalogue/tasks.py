"""What Celery's beat calls."""

from celery import shared_task

from academy import clock
from catalogue.operations import interest
from catalogue.operations.index import index_all
from catalogue.operations.publish import note_published


@shared_task(expires=280)
def index_catalogue() -> None:
    """Bring the search up to date with whatever wrote to the catalogue without saying so."""
    index_all()


@shared_task(expires=55)
def follow_editions() -> None:
    """Note what was published, tell who waits for what opened, and erase the addresses that nobody confirmed."""
    now = clock.now()
    note_published(now=now)
    interest.tell(now=now)
    interest.forget(now=now)
