"""Answering an offer: first the sums and days, then the deed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from catalogue.selectors.edition import curve_of
from enrolment import facts
from enrolment.forms import ReasonForm
from enrolment.models import Application, Offer
from enrolment.operations import offers as operations
from enrolment.rules.account import account
from enrolment.views import crumbs
from enrolment.views.own import own_application, person


@never_cache
@login_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The open offer with its price and days; a POST takes it up or turns it down."""
    mine = own_application(request, pk)
    if request.method == "POST":
        key = request.POST.get("offer", "")
        return answered(request, mine, get_object_or_404(mine.offers, pk=int(key) if key.isdecimal() else 0))
    current = mine.offers.open().last()
    if current is None:
        return redirect(mine)
    return render(request, "enrolment/offer.html", page(mine, current))


def answered(request: HttpRequest, mine: Application, current: Offer) -> HttpResponse:
    """Take up or turn down, and go to the place or back to the application; what is refused is said there."""
    form = ReasonForm(request.POST)
    form.full_clean()
    try:
        if request.POST.get("do") == "turn-down":
            why = form.cleaned_data.get("why", "")
            operations.turn_down(current, by=person(request), why=why, now=clock.now())
            messages.success(request, _("You turned the offer down."))
            return redirect(mine)
        seen = form.cleaned_data.get("seen", "")
        place = operations.take_up(current, by=person(request), seen=seen, now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("enrolment:offer", mine.pk)
    messages.success(request, _("The place is yours. We have written to you with all that comes next."))
    return redirect(place)


def page(mine: Application, current: Offer) -> dict[str, Any]:
    """What the person agrees to, and until when."""
    terms, start, today = facts.terms_for(mine), mine.edition.starts, clock.today()
    costs = facts.costs_of(terms, start)
    return {
        "application": mine,
        "edition": mine.edition,
        "offer": current,
        "last_day": facts.last_day_of(current),
        "terms": terms,
        "account": account(terms.price, start, today),
        "costs": costs,
        "curve": curve_of(terms.price, costs, start),
        "today": today,
        "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Offer"), "")),
        "form": ReasonForm(),
    }
