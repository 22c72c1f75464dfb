"""What Celery's beat calls."""

from celery import shared_task

from catalogue.operations.index import index_all


@shared_task(expires=280)
def index_catalogue() -> None:
    """Bring the search up to date with whatever wrote to the catalogue without saying so."""
    index_all()
