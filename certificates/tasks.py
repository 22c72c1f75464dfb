"""What Celery's beat calls."""

from celery import shared_task
from django.conf import settings

from academy import clock
from certificates.note import for_note
from certificates.operations.note import current


@shared_task(expires=55)
def prepare_notes() -> None:
    """Ask for every note that is not there, or whose edition has changed, so that no reader has to wait."""
    for edition in for_note():
        for language, _name in settings.LANGUAGES:
            current(edition, language, now=clock.now())
