"""At the desk: asking an applicant for one thing more, and taking that back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment.forms.questions import QuestionForm
from enrolment.models import Application
from enrolment.operations import questions
from enrolment.selectors.reviews import REVIEW
from enrolment.states import APPLICATION

DAYS_TO_ANSWER = 7


class Questions(ReadOnly):
    """Two addresses beside the page of an application."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        back = view(require_POST(self.take_back))
        return [
            path("<int:key>/ask-more/", view(self.ask_more), name="enrolment_application_ask_more"),
            path("<int:key>/take-back/", back, name="enrolment_application_take_back"),
            *super().get_urls(),
        ]

    def ask_more(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form, or the question asked."""
        demand(request, REVIEW)
        application = self.row(request, key)
        until = clock.today() + timedelta(days=DAYS_TO_ANSWER)
        start = {"seen": application.state, "until": until}
        form = QuestionForm(application, request.POST or None, initial=start)
        if form.is_valid():
            try:
                questions.ask(application, by=colleague(request), now=clock.now(), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                return self.question_page(request, application, form, status=409)
            messages.success(request, _("Asked. The letter is on its way; only this is open to the applicant."))
            return redirect("admin:enrolment_application_change", key)
        if not APPLICATION.allows("ask", application.state):
            messages.error(request, _("This is not possible for this application now."))
            return redirect("admin:enrolment_application_change", key)
        return self.question_page(request, application, form)

    def question_page(
        self, request: HttpRequest, application: Application, form: QuestionForm, status: int = 200
    ) -> HttpResponse:
        """The form in the frame of the desk."""
        title = _("Ask for one thing more")
        return self.page(request, "application_ask", title, status=status, application=application, form=form)

    def take_back(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask no more."""
        demand(request, REVIEW)
        try:
            questions.take_back(self.row(request, key), by=colleague(request), now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken back: the application is in the queue again."))
        return redirect("admin:enrolment_application_change", key)
