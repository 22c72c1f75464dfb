"""Erasing what leads to a diploma, once it is no longer needed. Certificates stay: others verify them."""

from datetime import datetime

from django.db import transaction

from academy.accounts.models import User
from academy.locks import lock
from certificates.models import Capstone, CapstoneWork, EarlierCourse


@transaction.atomic
def drop_work(work: CapstoneWork, now: datetime) -> None:
    """The work goes, with its file; the mark stays."""
    document = work.document
    work.delete()
    document.delete()


@transaction.atomic
def forget(person: User, now: datetime) -> None:
    """Works, the proposal and courses taken elsewhere go; name and title stay where a diploma names them."""
    EarlierCourse.objects.filter(person=person).delete()
    for capstone in lock(Capstone.objects.filter(person=person)):
        for work in capstone.works.all():
            drop_work(work, now)
        capstone.proposal = ""
        if not capstone.diplomas.exists():
            capstone.name = capstone.title = ""
        capstone.save(update_fields=["proposal", "name", "title"])
        capstone.changes.update(why="")
