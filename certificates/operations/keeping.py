"""Erasing what leads to a diploma, once it is no longer needed. Certificates stay: others verify them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from academy.accounts.models import User
from academy.locks import lock
from certificates.models import Capstone, CapstoneWork, EarlierCourse, Printout
from certificates.operations.photographs import withdraw
from certificates.operations.printouts import throw_away


@transaction.atomic
def drop_work(work: CapstoneWork, now: datetime) -> None:
    """The work goes, with its file; the mark stays."""
    document = work.document
    work.delete()
    document.delete()


@transaction.atomic
def drop_printout(printout: Printout, now: datetime) -> None:
    """It goes, with its file."""
    throw_away(printout)


@transaction.atomic
def forget(person: User, now: datetime) -> None:
    """Works, proposal, courses taken elsewhere, letters and photograph go; a diploma keeps its name and title."""
    EarlierCourse.objects.filter(person=person).delete()
    withdraw(person)
    for printout in Printout.objects.filter(Q(place__participant=person) | Q(asked_by=person, place__isnull=False)):
        throw_away(printout)
    for capstone in lock(Capstone.objects.filter(person=person)):
        for work in capstone.works.all():
            drop_work(work, now)
        capstone.proposal = ""
        if not capstone.diplomas.exists():
            capstone.name = capstone.title = ""
        capstone.save(update_fields=["proposal", "name", "title"])
        capstone.changes.update(why="")
