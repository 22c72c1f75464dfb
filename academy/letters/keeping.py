"""What is kept of letters."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.accounts.models import User
from academy.keeping.rules import Until
from academy.keeping.table import Due, Kept, delete
from academy.letters.models import Letter

LETTERS = Until(_("the day on which it was written"), years=2)

KEPT = [
    Kept(
        "letters.Letter",
        "name to about language subject text html headers confidential written_at sent_at",
        whose="person",
        what=_("The letters that we wrote to you by e-mail"),
        why=_("So that both sides know what was said. A letter with a code forgets its words when it is sent."),
        until=LETTERS,
    ),
]


def old_letters(today: date) -> QuerySet[Any]:
    """Letters that are older than two years."""
    return Letter.objects.filter(written_at__lt=clock.start_of_day(LETTERS.cutoff(today)))


DUES = [Due("letters", _("Letters"), old_letters, delete)]


def forget(person: User, now: datetime) -> None:
    """Every letter to the person."""
    Letter.objects.filter(person=person).delete()
    Letter.objects.filter(to__iexact=person.email).delete()
