"""A participant's own letters and statements, and the photograph."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy import clock
from academy.documents.operations import hand_out
from academy.errors import Refused
from certificates import facts
from certificates.forms import PhotographForm, PrintForm
from certificates.kinds import LOOKS
from certificates.models import Photograph, Printout
from certificates.operations import photographs
from certificates.operations.printouts import ask_for
from enrolment.views import crumbs
from enrolment.views.own import own_place, person

OFFERED = [kind for kind, look in LOOKS.items() if look.for_participants]


@never_cache
@login_required
def printouts(request: HttpRequest, place_id: int) -> HttpResponse:
    """What can be had for a place, and what was made; a POST asks for one."""
    place = own_place(request, place_id)
    form = PrintForm(request.POST or None)
    if form.is_valid() and form.cleaned_data["kind"] in OFFERED:
        asked: dict[str, Any] = {"edition": place.edition, "place": place, "by": person(request), "now": clock.now()}
        try:
            ask_for(**form.cleaned_data, **asked)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is being made, and will be below in a minute."))
        return redirect("certificates:printouts", place_id)
    today = clock.today()
    rows = [(kind, facts.why_not(kind, place.edition, place, today)) for kind in OFFERED]
    made = Printout.objects.filter(place=place, asked_by=request.user.pk).select_related("document")
    trail = crumbs.mine((place.edition, place.get_absolute_url()), (_("Letters and statements"), ""))
    shown = {"place": place, "rows": rows, "made": made, "crumbs": trail, "languages": settings.LANGUAGES}
    shown |= {"language": request.LANGUAGE_CODE}
    return render(request, "certificates/printouts.html", shown, status=422 if form.errors else 200)


@require_safe
@login_required
def printout(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF, to who asked for it and still has the place; 404 for anybody else's, and until it is made."""
    own = Printout.objects.filter(asked_by=request.user.pk, place__participant=request.user.pk)
    found = get_object_or_404(own.select_related("document"), pk=pk)
    if found.document is None:
        raise Http404
    return hand_out(found.document)


@never_cache
@login_required
def photograph(request: HttpRequest) -> HttpResponse:
    """The own photograph; a POST keeps another with consent, or withdraws it."""
    me = person(request)
    if "withdraw" in request.POST:
        photographs.withdraw(me)
        messages.success(request, _("Your photograph is deleted, and so are the lists and badges that showed it."))
        return redirect("certificates:photograph")
    form = PhotographForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            photographs.show(me, picture=form.cleaned_data["picture"], now=clock.now())
        except Refused as refusal:
            form.add_error("picture", str(refusal))
        else:
            messages.success(request, _("Thank you: we have your photograph."))
            return redirect("certificates:photograph")
    kept = Photograph.objects.filter(person=me).first()
    shown = {"form": form, "photograph": kept, "crumbs": crumbs.mine((_("My photograph"), ""))}
    return render(request, "certificates/photograph.html", shown, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def picture(request: HttpRequest) -> FileResponse:
    """One's own photograph; 404 without one."""
    kept = get_object_or_404(Photograph.objects.select_related("document"), person=request.user.pk)
    return hand_out(kept.document, inline=True)
