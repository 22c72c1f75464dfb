"""A participant's own timetable: a page to read and print, and a calendar at a secret address."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy import clock
from enrolment.calendar import calendar_of
from enrolment.models import Place
from enrolment.operations import timetable as operations
from enrolment.states import HOLDING_A_SEAT
from enrolment.views import crumbs
from enrolment.views.own import own_place
from enrolment.views.place import Row, rows_of


@never_cache
@login_required
def timetable(request: HttpRequest, pk: int) -> HttpResponse:
    """All sessions of the participant, day by day; without a seat there are none."""
    mine = own_place(request, pk)
    if mine.state not in HOLDING_A_SEAT:
        return redirect(mine)
    shown = {
        "place": mine,
        "edition": mine.edition,
        "days": days_of(mine),
        "feed": operations.address_of(mine),
        "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (_("My timetable"), "")),
    }
    return render(request, "enrolment/timetable.html", shown)


def days_of(mine: Place) -> list[tuple[object, list[Row]]]:
    """The sessions under their days in Turin."""
    rows = rows_of(mine, clock.now())
    return [(day, list(own)) for day, own in groupby(rows, lambda row: clock.civil_day(row.session.starts_at))]


@require_POST
@login_required
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new address of the calendar."""
    mine = own_place(request, pk)
    operations.renew(mine, now=clock.now())
    messages.success(request, _("Your calendar has a new address; the former one shows nothing any more."))
    return redirect(request.path.removesuffix("renew/"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, in the participant's language; whoever has the address may read it, and no search engine."""
    place = operations.found(token)
    if place is None:
        raise Http404
    language = place.participant.language
    with override(language):
        content = calendar_of(place, language=language, now=clock.now())
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
