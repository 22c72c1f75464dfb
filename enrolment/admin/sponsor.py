"""What the sponsor of an application said, and another letter to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.sponsor import AskAgainForm
from enrolment.models import Application, Nominee
from enrolment.operations import sponsors
from enrolment.operations.decide import accept_group
from enrolment.selectors.reviews import REVIEW
from enrolment.states import DECIDABLE_APPLICATION


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

    def accept_group(self, request: HttpRequest, key: int) -> HttpResponse:
        """Accept everybody with whom the applicant was nominated, all of them or none; a GET only goes back."""
        application = self.row(request, key)
        demand(request, REVIEW)
        if request.method == "POST":
            try:
                why = _("The group was nominated together.")
                group = accept_group(application, by=colleague(request), why=why, now=clock.now())
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                names = get_text_list([one.full_name for one in group], _("and"))
                messages.success(request, _("Accepted together: %(names)s.") % {"names": names})
        return redirect("admin:enrolment_application_change", application.pk)


def sheet(request: HttpRequest, application: Application) -> dict[str, Any]:
    """The questions to the sponsor, oldest first, with their answers, and whether another may be asked now."""
    asked = application.sponsor_requests.select_related("answer", "application", "asked_by")
    now = clock.now()
    return {
        "sponsor_requests": [(one, getattr(one, "answer", None), facts.standing_of(one, now).value) for one in asked],
        "may_ask_sponsor": request.user.has_perm(REVIEW) and sponsors.may_ask(application, colleague(request)),
        **group(request, application),
        "covers_the_price": facts.covers_the_price(application),
    }


def group(request: HttpRequest, application: Application) -> dict[str, Any]:
    """The nomination with all its candidates, and whether the whole group can be accepted now."""
    nominee = Nominee.objects.filter(application=application).select_related("nomination").first()
    if nominee is None:
        return {}
    waiting = [one for one in facts.group_of(application) if not one.accepted]
    decidable = nominee.nomination.nominees.filter(application__state__in=DECIDABLE_APPLICATION).count()
    return {
        "nomination": nominee.nomination,
        "nominees": nominee.nomination.nominees.select_related("application"),
        "may_accept_group": bool(waiting) and decidable == len(waiting) and request.user.has_perm(REVIEW),
    }
