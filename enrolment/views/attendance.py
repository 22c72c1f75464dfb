"""A participant's sessions, and the code that is shown in the room."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy import clock
from academy.errors import Refused
from academy.limits import counted
from enrolment.forms.attendance import CodeForm
from enrolment.operations.attendance import enter_code
from enrolment.views.own import own_place, person

MOST_TRIES, IN_SECONDS = 6, 600


@require_POST
@login_required
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the participant is in the room; six tries in ten minutes, which is as long as a code counts."""
    mine = own_place(request, pk)
    back = redirect(f"{mine.get_absolute_url()}#sessions")
    if counted(f"room-code:{mine.pk}", IN_SECONDS) > MOST_TRIES:
        messages.error(request, _("Those were too many tries. Please ask the course team to note that you are here."))
        return back
    form = CodeForm(request.POST)
    try:
        digits = form.cleaned_data["digits"] if form.is_valid() else ""
        session = enter_code(mine, digits, by=person(request), now=clock.now())
        messages.success(request, _("Noted: you are at “%(session)s”.") % {"session": session})
    except Refused as refused:
        messages.error(request, str(refused))
    return back
