"""Another letter in the place of one that the virus scanner found infected."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.letter import LetterForm
from enrolment.models import Nomination
from enrolment.operations import infected
from enrolment.views import crumbs
from enrolment.views.own import own_application, person


@never_cache
@login_required
def letter_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The applicant's; where nothing is awaited, the application's page."""
    mine = own_application(request, pk)
    if not facts.awaits_letter_of_applicant(mine):
        return redirect(mine)
    lost = facts.lost_letter(mine)
    return asked(request, mine, lost, lambda letter: infected.replace(mine, letter, now=clock.now()))


@never_cache
@login_required
def nomination_letter(request: HttpRequest, nomination_id: int) -> HttpResponse:
    """The nominator's; where the nomination has a letter, its page."""
    rows = Nomination.objects.filter(nominator=person(request)).select_related("edition__course")
    mine = get_object_or_404(rows, pk=nomination_id)
    lost = facts.lost_by(mine)
    if lost is None:
        return redirect(mine)
    return asked(request, mine, lost, lambda letter: infected.replace_nominated(mine, letter, now=clock.now()))


def asked(request: HttpRequest, mine: Any, lost: Any, keep: Any) -> HttpResponse:
    """The form; what is wrong with the file is said beside it, and a good one is kept."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LetterForm(*posted)
    if form.is_valid():
        try:
            keep(form.cleaned_data["letter"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We have your letter."))
            return redirect(mine)
    trail = crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Another letter"), ""))
    context = {"form": form, "edition": mine.edition, "owner": mine, "lost": lost, "crumbs": trail}
    return render(request, "enrolment/letter_again.html", context)
