"""What is kept, for everybody to read; and, for who is signed in, who read it, a copy of it, and having it erased."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy import clock
from academy.accounts.models import User
from academy.caching import public_page
from academy.errors import Refused
from academy.keeping import operations
from academy.keeping.export import archive
from academy.keeping.table import hindrances, kept


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about people, why and until when."""
    return render(request, "keeping/privacy.html", {"kept": kept()})


@never_cache
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """One's own: how much of each there is, who read it, and the two buttons."""
    person = cast(User, request.user)
    mine = [(row, row.of(person).count()) for row in kept()]
    return render(
        request,
        "keeping/data.html",
        {
            "mine": [(row, number) for row, number in mine if number],
            "readings": person.read_by.all()[:50],
            "erasure": person.erasures.filter(state="asked").first(),
        },
    )


@never_cache
@login_required
@require_POST
@reauthentication_required
def download(request: HttpRequest) -> FileResponse:
    """Everything as one file, once the password was typed again."""
    made = archive(cast(User, request.user), clock.now())
    name = f"itcilo-{clock.today().isoformat()}.zip"
    answer = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; a POST asks for it, once the password was typed again."""
    return asked(request) if request.method == "POST" else explained(request)


def explained(request: HttpRequest, status: int = 200) -> HttpResponse:
    """The page before the button, with what must be settled first."""
    person = cast(User, request.user)
    here = [row for row in kept() if row.of(person).exists()]
    stays = [row for row in here if row.after]
    goes = [row for row in here if not row.after]
    hindered = hindrances(person, clock.today())
    page = {"goes": goes, "stays": stays, "hindered": hindered, "days": operations.DAYS_TO_THINK["asked"]}
    return render(request, "keeping/erase.html", page, status=status)


@reauthentication_required
def asked(request: HttpRequest) -> HttpResponse:
    """Ask for it, or say why it cannot be."""
    try:
        operations.ask(cast(User, request.user), now=clock.now())
    except Refused:
        return explained(request, status=409)
    messages.success(request, _("Your account will be erased. A letter says when, and how to call it back."))
    return redirect("keeping:data")


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The account stays after all."""
    person = cast(User, request.user)
    try:
        operations.call_back(person, by=person, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your account stays."))
    return redirect("keeping:data")
