"""The applicant corrects the sponsor's address and has the sponsor asked once more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from enrolment.forms.sponsor import AskAgainForm
from enrolment.operations import sponsors as operations
from enrolment.views import crumbs
from enrolment.views.own import own_application, person


@never_cache
@login_required
def ask_sponsor(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, filled with the address that was asked; a POST writes the letter."""
    mine = own_application(request, pk)
    form = AskAgainForm(mine, request.POST if request.method == "POST" else None)
    try:
        operations.demand_askable(mine, person(request))
        if form.is_valid():
            email, language = form.cleaned_data["sponsor_email"], form.cleaned_data["sponsor_language"]
            operations.ask_again(mine, email=email, language=language, by=person(request), now=clock.now())
            messages.success(request, _("We have written to your sponsor at %(email)s.") % {"email": email})
            return redirect(mine)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(mine)
    trail = crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Ask your sponsor again"), ""))
    return render(request, "enrolment/ask_sponsor.html", {"application": mine, "crumbs": trail, "form": form})
