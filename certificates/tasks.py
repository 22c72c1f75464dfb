"""What Celery's beat calls."""

from contextlib import suppress

from celery import shared_task
from django.conf import settings

from academy import clock
from academy.errors import Refused
from certificates.note import for_note
from certificates.operations import invoices
from certificates.operations.note import being_made, current

# Letters and certificates stand in the same queue, so only so many notes wait in it at a time.
AT_A_TIME = 6


@shared_task(expires=15)
def prepare_invoices() -> None:
    """Ask for the PDF of everything that was issued and has none."""
    invoices.ask_for_all()


@shared_task(expires=55)
def prepare_notes() -> None:
    """Ask for notes that are not there or whose edition has changed, the latest editions first, a few at a time.

    A language that lacks texts is passed over; the desk says so.

    A reader who wants one that is not there yet asks for it by opening it.
    """
    for edition in for_note():
        for language, _name in settings.LANGUAGES:
            if being_made() >= AT_A_TIME:
                return
            with suppress(Refused):
                current(edition, language, now=clock.now())
