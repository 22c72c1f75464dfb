"""Nominating candidates, following them, and taking up a nomination."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from catalogue import facts as catalogue_facts
from enrolment import facts
from enrolment.forms.nominate import NominationForm
from enrolment.models import Nomination, Nominee
from enrolment.operations import nominate as operations
from enrolment.states import LIVE_APPLICATION
from enrolment.views import crumbs, steps
from enrolment.views.apply import open_now, published
from enrolment.views.own import person


@dataclass(frozen=True)
class Progress:
    """How far a candidate is, without a word of what was answered."""

    nominee: Nominee
    state: str
    label: Any


@never_cache
@login_required
def nominate(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """The form; a POST keeps the nomination and writes to the candidates."""
    edition = published(course_slug, slug)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    start = {"contact": person(request).name, "language": get_language()}
    form = NominationForm(catalogue_facts.price_of(edition), *posted, initial=start)
    if form.is_valid():
        try:
            made = operations.nominate(person(request), edition, now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your nomination is kept, and we have written to each candidate."))
            return redirect(made)
    trail = crumbs.mine((edition, edition.get_absolute_url()), (_("Nominate"), ""))
    context = {"edition": edition, "form": form, "crumbs": trail, "open": open_now(edition)}
    return render(request, "enrolment/nominate.html", context)


@never_cache
@login_required
def nomination(request: HttpRequest, nomination_id: int) -> HttpResponse:
    """The nominator's own page: how far each candidate is; a POST gives up “all or none”."""
    mine = Nomination.objects.filter(nominator=person(request)).select_related("edition__course", "letter")
    made = get_object_or_404(mine, pk=nomination_id)
    if request.method == "POST":
        operations.loosen(made)
        messages.success(request, _("Any of your candidates will do from now on."))
        return redirect(made)
    nominees = made.nominees.select_related("application")
    context = {
        "nomination": made,
        "lost": facts.lost_by(made),
        "again": reverse("enrolment:nomination_letter", args=[made.pk]),
        "progress": [progress(one) for one in nominees],
        "crumbs": crumbs.mine((made.edition, "")),
    }
    return render(request, "enrolment/nomination.html", context)


def progress(nominee: Nominee) -> Progress:
    """Invited, started, sent or withdrawn; how it is decided is for the candidate to tell."""
    application = nominee.application
    if application is None:
        return Progress(nominee, "invited", _("The letter is sent"))
    if application.state == "draft":
        return Progress(nominee, "draft", _("Has begun"))
    if application.state == "withdrawn":
        return Progress(nominee, "withdrawn", _("Withdrawn"))
    return Progress(nominee, "submitted", _("Application sent"))


@never_cache
@login_required
def take_up(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """What the nomination says; a POST begins the own part. For anybody but the candidate there is no such page."""
    rows = Nominee.objects.select_related("nomination__edition__course", "nomination__letter", "application")
    mine = get_object_or_404(rows, pk=nominee_id)
    if not operations.is_for(mine, person(request)):
        raise Http404
    if request.method == "POST":
        try:
            application = operations.take_up(mine, person(request), now=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect(steps.url(application, steps.first_open(application)))
    if mine.application and mine.application.state in LIVE_APPLICATION:
        return redirect(mine.application)
    edition = mine.nomination.edition
    context = {"nomination": mine.nomination, "edition": edition, "open": open_now(edition)}
    return render(request, "enrolment/take_up.html", context | {"crumbs": crumbs.mine((_("Nomination"), ""))})
