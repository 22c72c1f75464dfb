"""The page of a participant's team: the task, who is in it, and what it hands in together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy import clock
from academy.documents.operations import hand_out
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.teams import TeamWorkForm
from enrolment.models import Place
from enrolment.operations import teamwork as operations
from enrolment.views import crumbs
from enrolment.views.own import own_place, person


@never_cache
@login_required
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Save, or save and hand in for all; what is refused comes back with what was typed."""
    mine = own_place(request, pk)
    found = facts.team_work_of(mine, clock.today())
    if found is None:
        return redirect(mine)
    shown, meanwhile = {"text": found.team.text, "seen": operations.version(found.team)}, ""
    form = TeamWorkForm(request.POST or None, request.FILES or None, initial=shown)
    if form.is_valid():
        try:
            messages.success(request, done(request, mine, form))
            return redirect(request.path)
        except Refused as refused:
            form.add_error("upload" if form.cleaned_data["upload"] else None, str(refused))
            meanwhile = found.team.text if form.cleaned_data["seen"] != shown["seen"] else ""
            form.data = request.POST | shown | {"text": form.cleaned_data["text"]}
    context = {
        "place": mine,
        "edition": mine.edition,
        "found": found,
        "members": facts.members_in(found.team),
        "form": form,
        "meanwhile": meanwhile,
        "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (_("My team"), "")),
    }
    return render(request, "enrolment/team.html", context)


def done(request: HttpRequest, mine: Place, form: TeamWorkForm) -> str:
    """What was asked for, and what to say of it."""
    by, now = person(request), clock.now()
    operations.save(mine, **form.cleaned_data, by=by, now=now)
    if "hand_in" not in request.POST:
        return _("Saved for your team. It is not handed in yet.")
    operations.hand_in(mine, by=by, now=now)
    return _("Handed in for your team. All members hear of it.")


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing."""
    mine = own_place(request, pk)
    try:
        operations.take_back(mine, by=person(request), now=clock.now())
        messages.success(request, _("You can go on writing. Please hand it in again before the last day is over."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("enrolment:team", mine.pk)


@never_cache
@login_required
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of the participant's own team."""
    found = facts.team_work_of(own_place(request, pk), clock.today())
    if found is None or found.team.document is None:
        raise Http404
    return hand_out(found.team.document)
