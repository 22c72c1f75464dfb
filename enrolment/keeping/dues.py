"""What goes by itself: on a day, the rows whose time is over, and what is done to each."""

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.keeping.table import Due, delete
from catalogue.models import PhaseKind
from enrolment.keeping import periods
from enrolment.models import (
    Application,
    CardEvent,
    Nomination,
    Nominee,
    Payer,
    Place,
    Stay,
    Submission,
    Substitution,
    Team,
)
from enrolment.operations import keeping
from enrolment.states import HOLDING_A_SEAT

NEVER_READ = ("draft", "discarded")


def drafts(today: date) -> QuerySet[Any]:
    """Begun a year ago and never sent, and it is too late to."""
    begun = clock.start_of_day(periods.DRAFTS.cutoff(today))
    still = Q(edition__applications_close__gte=today)
    return Application.objects.filter(state__in=NEVER_READ, started_at__lt=begun).exclude(still)


def not_selected(today: date) -> QuerySet[Any]:
    """Sent, without a place, two years after the edition; at one's own pace, two years after it was sent."""
    before = periods.NOT_SELECTED.cutoff(today)
    sent = Q(edition__ends=None, submitted_at__lt=clock.start_of_day(before))
    rows = Application.objects.filter(emptied_at=None).exclude(state__in=(*NEVER_READ, "accepted"))
    return rows.filter(Q(edition__ends__lt=before) | sent)


def letters(today: date) -> QuerySet[Any]:
    """Letters of those who had a place, a year after the edition, when nothing is owed any more."""
    places: Any = Place.objects.order_by().with_money()
    rows = Application.objects.filter(state="accepted", edition__ends__lt=periods.LETTERS.cutoff(today))
    return rows.exclude(letter=None).exclude(place__in=places.exclude(balance=0).values("pk"))


def stays(today: date) -> QuerySet[Any]:
    """A month after the last day in Turin, and at once when the place is not held any more."""
    phases = Q(application__edition__phases__kind=PhaseKind.RESIDENTIAL)
    last = Coalesce(Max("application__edition__phases__periods__ends", filter=phases), "application__edition__ends")
    given_back = ~Q(application__place__state__in=HOLDING_A_SEAT)
    over = Q(last_day__lt=periods.STAYS.cutoff(today))
    return Stay.objects.annotate(last_day=last).filter(over | given_back)


def with_a_place(today: date) -> QuerySet[Any]:
    """Names of participants, ten years after the edition."""
    rows = Application.objects.filter(state="accepted", emptied_at=None)
    return rows.filter(edition__ends__lt=periods.PLACES.cutoff(today))


def nominees(today: date) -> QuerySet[Any]:
    """Candidates who never began, a year after the edition."""
    return Nominee.objects.filter(application=None, nomination__edition__ends__lt=periods.NOMINEES.cutoff(today))


def nominations(today: date) -> QuerySet[Any]:
    """Who nominated, and the letter, two years after the edition."""
    named = ~Q(contact="") | Q(letter__isnull=False)
    return Nomination.objects.filter(named, edition__ends__lt=periods.NOT_SELECTED.cutoff(today))


def substitutions(today: date) -> QuerySet[Any]:
    """Who was named, two years after the edition."""
    rows = Substitution.objects.exclude(email="").exclude(state="named")
    return rows.filter(place__edition__ends__lt=periods.NAMED.cutoff(today))


def payers(today: date) -> QuerySet[Any]:
    """Ten years after the last entry in any ledger."""
    rows = Payer.objects.exclude(name__startswith=keeping.GONE).annotate(last=Max("entries__on"))
    return rows.filter(last__lt=periods.ACCOUNTS.cutoff(today))


def card_events(today: date) -> QuerySet[Any]:
    """Notices of the card provider, after ten years."""
    return CardEvent.objects.filter(at__lt=clock.start_of_day(periods.ACCOUNTS.cutoff(today)))


def works(today: date) -> QuerySet[Any]:
    """Final assignments of which the words or the file are still there, two years after the edition."""
    there = ~Q(text="") | Q(document__isnull=False)
    return Submission.objects.filter(there, place__edition__ends__lt=periods.WORKS.cutoff(today))


def works_of_teams(today: date) -> QuerySet[Any]:
    """The same of teams."""
    there = ~Q(text="") | Q(document__isnull=False)
    return Team.objects.filter(there, edition__ends__lt=periods.WORKS.cutoff(today))


DUES = [
    Due("assignments", _("Final assignments"), works, keeping.drop_work),
    Due("group-works", _("Group work of teams"), works_of_teams, keeping.drop_work),
    Due("drafts", _("Drafts that were never sent"), drafts, keeping.discard),
    Due("not-selected", _("Applications without a place"), not_selected, keeping.empty),
    Due("letters-of-sponsors", _("Sponsorship letters of participants"), letters, keeping.drop_letter),
    Due("stays", _("Passports and stays"), stays, delete),
    Due("with-a-place", _("Applications of participants"), with_a_place, keeping.empty),
    Due("nominees", _("Candidates who never began"), nominees, delete),
    Due("nominations", _("Nomination letters"), nominations, keeping.empty_nomination),
    Due("substitutions", _("Substitutes who were named"), substitutions, keeping.empty_substitution),
    Due("payers", _("Payers"), payers, keeping.empty_payer),
    Due("card-events", _("Notices of the card provider"), card_events, delete),
]
