"""The applicant answers the one thing more that is asked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from enrolment.forms import FORMS
from enrolment.operations import questions as operations
from enrolment.rules.questions import fields_of, step_of
from enrolment.views import crumbs
from enrolment.views.own import own_application


@never_cache
@login_required
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, the fields of it, and nothing else of the application."""
    mine = own_application(request, pk)
    asked = mine.open_question
    if asked is None:
        return redirect(mine)
    sent: tuple[Any, Any] = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[step_of(asked.thing)](*sent, instance=mine)
    form.narrow(fields_of(asked.thing))
    if form.is_valid():
        try:
            operations.answer(mine, form.only_values(), now=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. Your answer is with your application, and we go on reading it."))
            return redirect(mine)
    trail = crumbs.mine((mine.edition, mine.get_absolute_url()), (_("One thing more"), ""))
    shown = {"application": mine, "edition": mine.edition, "question": asked, "form": form, "crumbs": trail}
    return render(request, "enrolment/question.html", shown)
