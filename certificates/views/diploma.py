"""A person's own way to the diploma, and the capstone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy import clock
from academy.accounts.models import User
from academy.documents.operations import hand_out
from academy.errors import Refused
from catalogue.texts import centre
from certificates import facts
from certificates.diploma_drawing import draw
from certificates.forms import HandInForm, NameForm, ProposeForm
from certificates.models import Capstone, CapstoneWork
from certificates.operations import capstone as operations
from certificates.rules.capstone import PASS_MARK
from certificates.states import CAPSTONE, LIVE_CERTIFICATE
from enrolment.views import crumbs
from enrolment.views.own import person

Form = HandInForm | NameForm | ProposeForm
FORMS: dict[str, type[Form]] = {"propose": ProposeForm, "hand-in": HandInForm, "name": NameForm}
SAID = {
    "propose": gettext_lazy("Thank you: we read your proposal and write to you."),
    "hand-in": gettext_lazy("Thank you: your work is handed in. We write to you when it is marked."),
    "name": gettext_lazy("Saved. The diploma will be printed with this name."),
}


@never_cache
@login_required
def diploma(request: HttpRequest) -> HttpResponse:
    """What counts, what is missing and what comes; a POST proposes the capstone, hands it in, or corrects the name."""
    me, verb = person(request), request.POST.get("verb", "")
    if request.method != "POST":
        return shown(request, me, {})
    if verb == "give-up":
        given_up(request, me)
        return redirect("certificates:diploma")
    if verb not in FORMS:
        return redirect("certificates:diploma")
    form = FORMS[verb](request.POST, request.FILES, auto_id=f"{verb}-%s")
    if form.is_valid():
        try:
            do(verb, me, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(SAID[verb]))
            return redirect("certificates:diploma")
    return shown(request, me, {verb: form}, status=422)


def do(verb: str, me: User, values: dict[str, Any]) -> None:
    """Call the operation. Raises Refused as it does, and when there is no capstone yet."""
    if verb == "propose":
        operations.propose(me, **values, now=clock.now())
        return
    capstone = Capstone.objects.filter(person=me).first()
    if capstone is None:
        raise Refused(_("There is no capstone yet."))
    if verb == "hand-in":
        operations.hand_in(capstone, letter=values["work"], by=me, now=clock.now())
    else:
        operations.correct_name(capstone, name=values["name"], by=me, now=clock.now())


def given_up(request: HttpRequest, me: User) -> None:
    """Let the capstone be."""
    try:
        operations.give_up(get_object_or_404(Capstone, person=me), by=me, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))


def shown(request: HttpRequest, me: User, typed: dict[str, Form], status: int = 200) -> HttpResponse:
    """The page; a form is there when it is legal now."""
    today = clock.today()
    way = facts.way_of(me, today)
    offers = facts.offers_for(way, today)
    context = {
        "way": way,
        "missing": facts.missing_words(way.standing),
        "offers": offers,
        "drawing": draw(way.standing, [one.credit for one in offers if one.in_time], today, facts.POLICY),
        "forms": {verb: typed.get(verb) or blank(verb) for verb, blank in blanks(way).items()},
        "may_give_up": bool(way.capstone and CAPSTONE.allows("give-up", way.capstone.state)),
        "last": way.capstone.changes.exclude(verb="name").last() if way.capstone else None,
        "works": way.capstone.works.select_related("document") if way.capstone else [],
        "pass_mark": PASS_MARK,
        "rule": centre("diploma"),
        "today": today,
        "crumbs": crumbs.mine((_("My diploma"), "")),
    }
    return render(request, "certificates/diploma.html", context, status=status)


def blanks(way: facts.Way) -> dict[str, Callable[[str], Form]]:
    """The forms that are legal now, each with what stands in it at first."""
    capstone, person_ = way.capstone, way.person
    said = {"title": capstone.title, "proposal": capstone.proposal, "name": capstone.name} if capstone else None
    found: dict[str, Callable[[str], Form]] = {}
    if way.standing.window and (capstone is None or CAPSTONE.allows("propose", capstone.state)):
        start = said or {"name": facts.name_for(person_)}
        found["propose"] = lambda verb: ProposeForm(initial=start, auto_id=f"{verb}-%s")
    if capstone and CAPSTONE.allows("hand-in", capstone.state):
        found["hand-in"] = lambda verb: HandInForm(auto_id=f"{verb}-%s")
    live = any(one.state in LIVE_CERTIFICATE for one in way.diplomas)
    if capstone and "propose" not in found and not live:
        found["name"] = lambda verb: NameForm(initial={"name": capstone.name}, auto_id=f"{verb}-%s")
    return found


@require_safe
@login_required
def work(request: HttpRequest, pk: int) -> FileResponse:
    """One's own work, as it was handed in; 404 for anybody else's."""
    own = CapstoneWork.objects.filter(capstone__person=request.user.pk).select_related("document")
    return hand_out(get_object_or_404(own, pk=pk).document)
