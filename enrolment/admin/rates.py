"""At the desk: saying of which kind of participant an applicant is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment.forms.rates import RateForm
from enrolment.models import Application
from enrolment.operations import rates
from enrolment.selectors.reviews import REVIEW


def may_correct(request: HttpRequest, application: Application) -> bool:
    """Whether there is something to choose, for whoever looks, and still time."""
    return application.state in rates.OPEN and application.edition.rates.exists() and request.user.has_perm(REVIEW)


class Rates(ReadOnly):
    """One address beside the page of an application."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.correct_rate)
        return [path("<int:key>/rate/", view, name="enrolment_application_rate"), *super().get_urls()]

    def correct_rate(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form; a POST keeps what was chosen."""
        demand(request, REVIEW)
        application = self.row(request, key)
        form = RateForm(application, request.POST if request.method == "POST" else None)
        status = 200
        if form.is_valid():
            try:
                rates.correct(application, by=colleague(request), now=clock.now(), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("Kept. The price follows when the place is given."))
                return redirect("admin:enrolment_application_change", key)
        title = _("Kind of participant")
        return self.page(request, "application_rate", title, status=status, application=application, form=form)
