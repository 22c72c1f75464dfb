"""The participant's page of the final assignment: what is asked, what was written, and what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy import clock
from academy.documents.operations import hand_out
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.assignment import AssignmentForm
from enrolment.models import Place
from enrolment.operations import assignment as operations
from enrolment.views import crumbs
from enrolment.views.own import own_place, person


@never_cache
@login_required
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Save, or save and hand in; what is refused comes back with what was typed."""
    mine = own_place(request, pk)
    work = facts.work_of(mine, clock.today())
    if work is None:
        return redirect(mine)
    writing = work.last if work.last and work.last.state == "draft" else None
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AssignmentForm(work.assignment.takes, *posted, text=writing.text if writing else "")
    if form.is_valid():
        try:
            messages.success(request, done(request, mine, form))
            return redirect(request.path)
        except Refused as refused:
            form.add_error("upload" if form.cleaned_data.get("upload") else None, str(refused))
    trail = crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Final assignment"), ""))
    shown = {"place": mine, "edition": mine.edition, "work": work, "form": form, "writing": writing, "crumbs": trail}
    return render(request, "enrolment/assignment.html", shown | results_of(work))


def done(request: HttpRequest, mine: Place, form: AssignmentForm) -> str:
    """What was asked for, and what to say of it."""
    now = clock.now()
    operations.save(mine, **form.values(), now=now)
    if "hand_in" not in request.POST:
        return _("Saved. It is not handed in yet.")
    operations.hand_in(mine, by=person(request), now=now)
    return _("Handed in. We have written to you that we have it.")


def results_of(work: facts.Work) -> dict[str, Any]:
    """Attempts that were handed in, each with the scores by criterion and the feedback once it is decided."""
    titles = {one.key: one.title for one in work.assignment.criteria.all()}
    handed = [one for one in work.attempts if one.state != "draft"]
    rows = []
    for one in handed:
        marks = list(one.marks.all()) if one.decided_at else []
        scores = [(titles[key], [mark.scores.get(key) for mark in marks]) for key in titles]
        rows.append({"submission": one, "marks": marks, "scores": scores if marks else []})
    last = handed[-1] if handed else None
    back = last is not None and last.state == "handed-in" and not work.late and not last.marks.exists()
    return {"handed": rows, "criteria": titles.values(), "may_take_back": back}


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
    return redirect("enrolment:assignment", mine.pk)


@never_cache
@login_required
def file(request: HttpRequest, pk: int, attempt: int) -> FileResponse:
    """The participant's own file."""
    found = get_object_or_404(own_place(request, pk).submissions.select_related("document"), attempt=attempt)
    if found.document is None:
        raise Http404
    return hand_out(found.document)
