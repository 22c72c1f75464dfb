"""What must be done today, as far as the person at the desk may do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock, wording
from academy.accounts.models import User
from academy.jobs.models import Job, JobState
from catalogue import facts as catalogue_facts
from catalogue.models import Edition
from catalogue.rules.risk import still_needed
from catalogue.rules.status import Status
from enrolment import facts
from enrolment.models import Application, Batch, BatchItem, Incoming, Place, Team, Transfer
from enrolment.rules.account import PAYABLE_DAYS_BEFORE
from enrolment.selectors.marking import rows_for
from enrolment.states import DECIDABLE_APPLICATION

TAKING_APPLICATIONS = (Status.OPEN, Status.CLOSING_SOON)


@dataclass(frozen=True)
class Task:
    """A number that links to the rows behind it; ``more`` is a short remark, ``number`` zero means: nothing to do."""

    label: str
    number: int
    url: str
    more: str = ""


def tasks(person: User, today: date) -> list[Task]:
    """What waits for this person, by permission."""
    found: list[Task] = []
    if person.has_perm("enrolment.review_application"):
        found += reviews(today)
    if person.has_perm("enrolment.record_money"):
        found += money(today)
    if person.has_perm("enrolment.mark_submission"):
        found += marking(person)
    found += questions(person)
    if person.has_perm("enrolment.cancel_place"):
        asked = Transfer.objects.filter(state="asked").count()
        found.append(Task(_("Participants who ask to move"), asked, listed("enrolment_place", change="transfer")))
    if person.has_perm("jobs.view_job"):
        found.append(failures())
    return found


def listed(model: str, **narrow: str) -> str:
    """The address of a list, narrowed."""
    query = f"?{urlencode(narrow)}" if narrow else ""
    return reverse(f"admin:{model}_changelist") + query


def reviews(today: date) -> Iterator[Task]:
    """Applications that wait for a first decision, and since when."""
    waiting = Application.objects.filter(state="submitted").aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    more = ""
    if waiting["oldest"]:
        days = (today - clock.civil_day(waiting["oldest"])).days
        more = ngettext("the oldest for %(days)s day", "the oldest for %(days)s days", days) % {"days": days}
    url = listed("enrolment_application", state="submitted")
    yield Task(_("Applications to be reviewed"), waiting["number"], url, more)
    yield from batches()
    if lost := Application.objects.with_lost_letter(today).count():
        yield Task(_("Letters deleted by the virus scanner"), lost, listed("enrolment_application", letter="lost"))


def marking(person: User) -> Iterator[Task]:
    """Final assignments that want a mark of this person, and group work that wants one of anybody."""
    if wanted := sum(row.wanted for row in rows_for(person)):
        yield Task(_("Final assignments to be marked"), wanted, reverse("admin:enrolment_place_marking"))
    handed_in = Team.objects.filter(state="handed-in").order_by("pk")
    if first := handed_in.first():
        url = reverse("admin:enrolment_place_team", args=[first.pk])
        yield Task(_("Group work to be marked"), handed_in.count(), url)


def batches() -> Iterator[Task]:
    """Decisions that can still be undone, and those that could not be carried out and wait for another."""
    held = Batch.objects.filter(state__in=["held", "running"]).count()
    if held:
        yield Task(_("Batches of decisions held"), held, listed("enrolment_batch", state__exact="held"))
    left = BatchItem.objects.exclude(refused="").filter(application__state__in=DECIDABLE_APPLICATION)
    if number := left.values("application").distinct().count():
        yield Task(_("Decisions that were not carried out"), number, listed("enrolment_batch"))


def money(today: date) -> Iterator[Task]:
    """Refunds that the Centre owes, places that should be paid by now, and what is to be issued."""
    found = Place.objects.waiting_for_money(today)
    more = wording.euros(-found["refund_sum"]) if found["refund"] else ""
    yield Task(_("Refunds due"), found["refund"], listed("enrolment_place", money="refund"), more)
    more = wording.euros(found["late_sum"]) if found["late"] else ""
    more = more or _("from %(days)s days before the start") % {"days": PAYABLE_DAYS_BEFORE}
    yield Task(_("To be paid by now"), found["late"], listed("enrolment_place", money="late"), more)
    if started := found["started"]:
        url = listed("enrolment_place", money="started")
        yield Task(_("Not paid, and started"), started, url, wording.euros(found["started_sum"]))
    waiting = facts.payers_waiting()
    for name, label in (("invoice", _("Payers to be invoiced")), ("credit", _("Credit notes due"))):
        if waiting[name]:
            yield Task(label, waiting[name], listed("enrolment_payer", to=name))
    if came := Incoming.objects.open().count():
        yield Task(_("Incoming payments to be dealt with"), came, listed("enrolment_incoming", open="all"))


def questions(person: User) -> Iterator[Task]:
    """Incoming payments on which the person was asked; the page of each takes the answer."""
    if asked := list(Incoming.objects.asked_of(person)):
        url, remitter = asked[0].get_absolute_url(), asked[0].remitter
        yield Task(_("You are asked what a payment is for"), len(asked), url, remitter)


def failures() -> Task:
    """Work behind the pages that was given up."""
    failed = Job.objects.filter(state=JobState.FAILED).count()
    return Task(_("Failed jobs"), failed, listed("jobs_job", state__exact="failed"))


def editions(person: User, today: date) -> list[dict[str, Any]]:
    """Editions that are to come, with their deadlines, places and applications; for who may see applications."""
    if not person.has_perm("enrolment.view_application"):
        return []
    rows = (
        Edition.objects.filter(published=True, archived=False, cancelled=False, starts__gt=today)
        .select_related("course")
        .annotate(
            held=facts.seats_held(),
            taken=facts.number_of(Place.objects.holding_a_seat()),
            waiting=facts.number_of(Application.objects.to_decide()),
        )
        .order_by("starts", "pk")
    )
    return [line(edition, today) for edition in rows]


def line(edition: Any, today: date) -> dict[str, Any]:
    """One edition as the start page shows it; ``needed`` is how many participants it lacks when it is at risk."""
    status, closes = catalogue_facts.status_of(edition, today), edition.applications_close
    return {
        "edition": edition,
        "status": status,
        "days_left": (closes - today).days if closes and status in TAKING_APPLICATIONS else None,
        "needed": still_needed(edition.minimum, edition.taken, closes=closes, starts=edition.starts, today=today),
        "free": None if edition.capacity is None else max(edition.capacity - edition.held, 0),
        "url": listed("enrolment_application", edition=str(edition.pk)),
        "places_url": listed("enrolment_place", edition=str(edition.pk)),
    }
