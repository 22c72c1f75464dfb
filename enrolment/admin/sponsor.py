"""What the sponsor of an application said, and another letter to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment import facts
from enrolment.admin.bulk import REVIEW
from enrolment.forms.sponsor import AskAgainForm
from enrolment.models import Application
from enrolment.operations import sponsors


class AskingSponsors(ReadOnly):
    """A page of the desk on which the address is corrected and the sponsor asked once more."""

    def ask_sponsor(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form, filled with the address that was asked; a POST writes the letter."""
        application = self.row(request, key)
        demand(request, REVIEW)
        form = AskAgainForm(application, request.POST if request.method == "POST" else None)
        back = redirect("admin:enrolment_application_change", application.pk)
        try:
            sponsors.demand_askable(application, colleague(request))
            if form.is_valid():
                asked = sponsors.ask_again(
                    application,
                    email=form.cleaned_data["sponsor_email"],
                    language=form.cleaned_data["sponsor_language"],
                    by=colleague(request),
                    now=clock.now(),
                )
                messages.success(request, _("A letter to %(email)s is on its way.") % {"email": asked.email})
                return back
        except Refused as refusal:
            messages.error(request, str(refusal))
            return back
        status = 422 if form.is_bound else 200
        title = _("Ask the sponsor again")
        return self.page(request, "ask_sponsor", title, status=status, application=application, form=form)


def sheet(request: HttpRequest, application: Application) -> dict[str, Any]:
    """The questions to the sponsor, oldest first, with their answers, and whether another may be asked now."""
    asked = application.sponsor_requests.select_related("answer", "application", "asked_by")
    now = clock.now()
    return {
        "sponsor_requests": [(one, getattr(one, "answer", None), facts.standing_of(one, now).value) for one in asked],
        "may_ask_sponsor": request.user.has_perm(REVIEW) and sponsors.may_ask(application, colleague(request)),
        "covers_the_price": facts.covers_the_price(application),
    }
