"""Instead of cancelling: naming a substitute, and moving to another edition."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.alternatives import SubstituteForm, TransferForm
from enrolment.models import Place
from enrolment.operations import substitute as substitutes
from enrolment.operations import transfer as transfers
from enrolment.views import crumbs
from enrolment.views.own import own_place, person


@never_cache
@login_required
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody, or see how far the one that is named has come and call them back."""
    mine = own_place(request, pk)
    form = SubstituteForm(request.POST if request.method == "POST" and "name" in request.POST else None)
    named = mine.substitutions.filter(state="named").select_related("application").first()

    def act() -> str:
        if "call-back" in request.POST and named:
            substitutes.call_back(named, by=person(request), now=clock.now())
            return _("Your substitute is called back, and your place stays yours.")
        substitutes.name(mine, by=person(request), now=clock.now(), **form.cleaned_data)
        return _("We have sent the link to your substitute. Until we have accepted them, the place stays yours.")

    if (form.is_valid() or "call-back" in request.POST) and (answer := done(request, mine, act)):
        return answer
    return page(request, "enrolment/substitute.html", mine, _("Name a substitute"), form=form, named=named)


@never_cache
@login_required
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to move to another edition, with the difference in price worked out; or call the request back."""
    mine = own_place(request, pk)
    choices = facts.moves_for(mine, clock.today())
    form = TransferForm([choice.edition for choice in choices], request.POST if "ask" in request.POST else None)
    asked = mine.transfers.filter(state="asked").select_related("to__course").first()

    def act() -> str:
        if "call-back" in request.POST and asked:
            transfers.end(asked, "call-back", by=person(request), now=clock.now())
            return _("Your request is called back, and your place stays as it was.")
        transfers.ask(mine, by=person(request), now=clock.now(), **form.cleaned_data)
        return _("We have received your request, and write to you as soon as it is decided.")

    if (form.is_valid() or "call-back" in request.POST) and (answer := done(request, mine, act)):
        return answer
    title = _("Move to another edition")
    return page(request, "enrolment/transfer.html", mine, title, form=form, asked=asked, choices=choices)


def done(request: HttpRequest, mine: Place, act: Callable[[], str]) -> HttpResponse | None:
    """Do it and go back to the place; None when it was refused, and then the reason is said."""
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    return redirect(mine)


def page(request: HttpRequest, template: str, mine: Place, title: str, **context: Any) -> HttpResponse:
    """What both pages show beside their forms."""
    return render(
        request,
        template,
        {
            "place": mine,
            "edition": mine.edition,
            "title": title,
            "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (title, "")),
            "alternatives": facts.alternatives_of(mine, clock.today()),
            "held": facts.is_held(mine),
            **context,
        },
    )


@never_cache
def stand_in(request: HttpRequest, token: str) -> HttpResponse:
    """What the one that is named reads: the place, what is asked, and a button that begins the own part (POST)."""
    try:
        substitution = substitutes.found(token)
        if request.method == "POST" and request.user.is_authenticated:
            begun = substitutes.take_up(token, person(request), now=clock.now())
            return redirect("enrolment:apply", begun.edition.course.slug, begun.edition.slug)
    except Refused as refused:
        return render(request, "enrolment/stand_in_closed.html", {"reason": str(refused)}, status=410)
    context = {"substitution": substitution, "edition": substitution.place.edition, "place": substitution.place}
    return render(request, "enrolment/stand_in.html", context)
