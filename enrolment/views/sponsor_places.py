"""The pages of a paying organization, without an account: the link in its letters is the proof."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy import clock
from academy.errors import Refused
from academy.limits import too_many
from enrolment import facts
from enrolment.forms.alternatives import SubstituteForm
from enrolment.models import Payer, Place, Substitution
from enrolment.operations import sponsor_places as operations
from enrolment.views.sponsor import ACTS_AN_HOUR, HOUR, page


@never_cache
@require_safe
def sponsor_places(request: HttpRequest, token: str) -> HttpResponse:
    """The places that the organization pays for, and until when somebody else can be named for each."""
    try:
        payer = operations.found(token)
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)
    today = clock.today()
    places = operations.places_of(payer, today)
    rows = [(place, facts.alternatives_of(place, today), named(place)) for place in places]
    return page(request, "places", payer=payer, token=token, rows=rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor_substitute(request: HttpRequest, token: str, place_id: int) -> HttpResponse:
    """Name somebody for one of its places, or call back whom it named."""
    try:
        payer = operations.found(token)
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)
    place = operations.places_of(payer, clock.today()).filter(pk=place_id).first()
    if place is None:
        raise Http404
    if request.method == "POST" and too_many(request, "sponsor", most=ACTS_AN_HOUR, seconds=HOUR):
        return page(request, "hasty", status=429)
    form = SubstituteForm(request.POST if request.method == "POST" and "name" in request.POST else None)
    open_one = named(place)
    if act := deed(request, payer, place, form, open_one):
        try:
            messages.success(request, act())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect("enrolment:sponsor_places", token)
    return render(
        request,
        "enrolment/sponsor/substitute.html",
        {
            "payer": payer,
            "token": token,
            "place": place,
            "edition": place.edition,
            "form": form,
            "named": open_one,
            "alternatives": facts.alternatives_of(place, clock.today()),
        },
    )


def named(place: Place) -> Substitution | None:
    """Who is named for the place now, by whomever."""
    return place.substitutions.filter(state="named").select_related("application").first()


def deed(
    request: HttpRequest, payer: Payer, place: Place, form: SubstituteForm, open_one: Substitution | None
) -> Callable[[], str] | None:
    """What was asked for; None where nothing was, or the form has mistakes."""
    who = {"name": place.application.full_name}

    def call_back() -> str:
        if open_one is None:
            raise Refused(_("Nobody is named for this place any more."))
        operations.call_back(open_one, payer, now=clock.now())
        return _("The substitute is called back; the place stays with %(name)s.") % who

    def name() -> str:
        operations.name(place, payer, now=clock.now(), **form.cleaned_data)
        return _("We have sent the link to the substitute, and told %(name)s.") % who

    if "call-back" in request.POST:
        return call_back
    return name if form.is_valid() else None
