"""The participant's page of one place: dates, money, electives, learning record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy import clock
from academy.cards import provider
from academy.errors import Refused
from catalogue.models import RequirementKind, Session
from catalogue.selectors.edition import timeline_of
from enrolment import facts
from enrolment.forms.attendance import CodeForm
from enrolment.models import Place, Stay
from enrolment.operations import electives as operations
from enrolment.operations.attendance import CODE_COUNTS
from enrolment.operations.cards import payable
from enrolment.states import HOLDING_A_SEAT
from enrolment.views import crumbs, history
from enrolment.views.money import papers_of
from enrolment.views.own import own_place, person
from enrolment.wording import because

NEXT = 5
DEEDS: dict[str, tuple[Callable[..., object], Any]] = {
    "take": (operations.take, _("You have a seat in “%(elective)s”.")),
    "leave": (operations.leave, _("You have left “%(elective)s”.")),
    "wait": (operations.wait, _("You stand in line for “%(elective)s”; we write to you when you have a seat.")),
    "stop-waiting": (operations.stop_waiting, _("You no longer wait for “%(elective)s”.")),
}


@never_cache
@login_required
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """All that a participant wants to know about the place."""
    mine = own_place(request, pk)
    held, today = mine.state in HOLDING_A_SEAT, clock.today()
    started = bool(mine.edition.starts and mine.edition.starts <= today)
    return render(
        request,
        "enrolment/place.html",
        {
            "place": mine,
            "edition": mine.edition,
            "crumbs": crumbs.mine((mine.edition, "")),
            "today": today,
            "held": held,
            "free_until": free_until(mine, today) if held else None,
            "may_cancel": held and not facts.is_over(mine, today),
            "alternatives": facts.alternatives_of(mine, today),
            "named": mine.substitutions.filter(state="named").first(),
            "asked": mine.transfers.filter(state="asked").select_related("to__course").first(),
            "timeline": timeline_of(mine.edition),
            "account": facts.account_of(mine, today),
            "by_card": payable(mine) if provider() else None,
            "record": record_of(mine),
            "team_work": facts.team_work_of(mine, today),
            "work": facts.work_of(mine, today) if held and started else None,
            "sessions": sessions_of(mine, clock.now()) if held else None,
            **papers_of(mine, person(request)),
            **stay_told(mine),
            "events": history.of_place(mine),
            "letters": history.letters_to(person(request), f"place:{mine.pk}", f"application:{mine.application_id}"),
            **electives_of(mine, changeable=held and not started),
        },
    )


def free_until(mine: Place, today: date) -> date | None:
    """The last day to leave at no cost because the edition was postponed, while it is not past."""
    until = facts.free_until(mine)
    return until if until and until >= today else None


def stay_told(mine: Place) -> dict[str, object]:
    """Whether the stay is told, and the names of what is missing."""
    standing = facts.stay_of(mine, clock.today())
    names: list[Any] = [Stay._meta.get_field(name) for name in standing.missing] if standing else []
    return {"stay": standing, "stay_missing": [field.verbose_name for field in names]}


@dataclass(frozen=True)
class Row:
    """A session as the participant sees it."""

    session: Session
    came: bool
    over: bool


def rows_of(mine: Place, now: datetime) -> list[Row]:
    """The participant's sessions in the order of time."""
    came = facts.came_to(mine.attendances.all())
    return [Row(one, one.pk in came, one.ends_at < now) for one in facts.sessions_of(mine)]


def sessions_of(mine: Place, now: datetime) -> dict[str, object] | None:
    """The next sessions, and a form for the code where one is running; None where the edition has no sessions."""
    rows = rows_of(mine, now)
    coming = [row for row in rows if not row.over]
    running = [row for row in rows if row.session.starts_at <= now < row.session.ends_at + CODE_COUNTS]
    found = {"coming": coming[:NEXT], "all": len(rows), "running": running, "form": CodeForm()}
    return found if rows else None


def electives_of(mine: Place, *, changeable: bool) -> dict[str, object]:
    """The seats that the place holds, and what else could be taken."""
    seats = list(mine.seats.select_related("elective__area"))
    free = mine.edition.electives_to_choose - len(seats)
    areas = facts.choices_of(mine.edition) if changeable else []
    taken = {seat.elective_id for seat in seats}
    lines = facts.lines_of(mine) if changeable else {}
    found = {"seats": seats, "taken": taken, "lines": lines, "areas": areas}
    return found | {"to_take": max(free, 0), "changeable": changeable}


def record_of(mine: Place) -> dict[str, object]:
    """What the place asks and what is done, line by line, in words."""
    found = facts.completion_of(mine)
    today = clock.today()
    lines = [
        {"label": RequirementKind(line.kind).label, "line": line, "because": because(line, today)}
        for line in found.lines
    ]
    return {"lines": lines, "complete": found.complete}


@require_POST
@login_required
def electives(request: HttpRequest, pk: int, elective: int) -> HttpResponse:
    """Take or leave one elective, or stand in line for it."""
    mine = own_place(request, pk)
    chosen = get_object_or_404(mine.edition.electives, pk=elective)
    try:
        act, said = DEEDS.get(request.POST.get("do", ""), DEEDS["take"])
        act(mine, chosen, now=clock.now())
        messages.success(request, said % {"elective": chosen})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{mine.get_absolute_url()}#electives")
