"""Giving a place back: first the sum, then the deed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from catalogue.rules.cancellation import last_day_for_alternatives
from catalogue.selectors.edition import curve_of
from enrolment import facts
from enrolment.forms import ReasonForm
from enrolment.models import Place
from enrolment.operations import cancel as operations
from enrolment.states import PLACE
from enrolment.views import crumbs
from enrolment.views.own import own_place, person


@never_cache
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The sum worked out line by line; cancels when the person agrees to it, and asks again when it has changed."""
    mine = own_place(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.cancel(mine, by=person(request), now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your place is cancelled. We have written to you with the sum."))
            return redirect(mine)
        mine.refresh_from_db()
    if not PLACE.allows("cancel", mine.state) or facts.is_over(mine, clock.today()):
        return redirect(mine)
    return render(request, "enrolment/cancel.html", page(mine, form.data.get("why", "")))


def page(mine: Place, why: str) -> dict[str, object]:
    """The sum at this moment, the days on which it would change, and a form that carries its fingerprint."""
    now, start = clock.now(), mine.edition.starts
    sums, policy = operations.worked_out(mine, now=now), facts.terms_of(mine).policy
    costs = facts.cancelling_costs(mine)
    until = last_day_for_alternatives(policy, start) if start else None
    return {
        "place": mine,
        "edition": mine.edition,
        "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Cancel"), "")),
        "sums": sums,
        "costs": costs,
        "curve": curve_of(sums.price, costs, start),
        "today": clock.civil_day(now),
        "alternatives_until": until if until and until >= clock.civil_day(now) else None,
        "form": ReasonForm(initial={"seen": sums.fingerprint, "why": why}),
    }
