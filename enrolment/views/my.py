"""Everything of one person on one page."""

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from academy import clock
from academy.accounts.models import User
from enrolment import facts
from enrolment.models import Application, Nominee, Payer, Place
from enrolment.rules.account import Account
from enrolment.rules.completion import Completion
from enrolment.views import steps
from enrolment.views.own import person


@dataclass(frozen=True)
class Draft:
    """An application that was not sent: where to go on, or that it is too late."""

    application: Application
    open: bool
    until: date | None
    url: str
    lacking: int


@dataclass(frozen=True)
class Held:
    """A place, its money, and what is done of what it asks."""

    place: Place
    account: Account
    record: Completion


@never_cache
@login_required
def my(request: HttpRequest) -> HttpResponse:
    """My drafts, applications and places, each with what happens next and by when."""
    who = person(request)
    applications = who.applications.select_related("edition__course", "letter")
    applications = applications.prefetch_related("offers", "questions", "wishes")
    sent = applications.exclude(state__in=["draft", "discarded"]).exclude(state="accepted", place__isnull=False)
    return render(
        request,
        "enrolment/my.html",
        {
            "drafts": [draft(one) for one in applications.filter(state="draft").order_by("-started_at")],
            "applications": sent.order_by("-submitted_at", "-pk"),
            "places": held_by(who),
            "today": clock.today(),
            "nominations": who.nominations.select_related("edition__course"),
            "nominated": nominated(who),
            "pays": Payer.objects.filter(person=who).exists(),
        },
    )


def nominated(who: User) -> QuerySet[Nominee]:
    """Nominations that were sent to the person and wait to be taken up."""
    addresses = EmailAddress.objects.filter(user=who, verified=True).values("email")
    waiting = Nominee.objects.filter(email__in=addresses, application=None)
    return waiting.select_related("nomination__edition__course")


def draft(application: Application) -> Draft:
    """The draft, with what it lacks."""
    return Draft(
        application,
        facts.may_be_written(application, clock.today()),
        facts.to_be_sent_by(application),
        steps.url(application, steps.first_open(application)),
        len(facts.missing(application)),
    )


def held_by(who: User) -> list[Held]:
    """The person's places, the latest first."""
    places = who.places.select_related("edition__course", "application").prefetch_related(*facts.READ_BY_RECORD)
    today = clock.today()
    return [Held(place, facts.account_of(place, today), facts.completion_of(place)) for place in places]
