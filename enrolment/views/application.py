"""The applicant's page of one application."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.documents.operations import hand_out
from academy.errors import Refused
from catalogue import facts as catalogue_facts
from catalogue.rules.status import takes_applications
from enrolment import facts
from enrolment.forms import ReasonForm
from enrolment.models import Application
from enrolment.operations import apply as operations
from enrolment.operations import sponsors
from enrolment.states import APPLICATION, LIVE_APPLICATION
from enrolment.views import answers, crumbs, history, my
from enrolment.views.own import own_application, person


@never_cache
@login_required
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, what happens next, what happened so far, the letters and the answers."""
    mine = own_application(request, pk)
    return render(
        request,
        "enrolment/application.html",
        {
            "application": mine,
            "edition": mine.edition,
            "crumbs": crumbs.mine((mine.edition, "")),
            "draft": my.draft(mine) if mine.state == "draft" else None,
            "events": history.of_application(mine),
            "letters": history.letters_to(person(request), f"application:{mine.pk}"),
            "sections": answers.sections(mine),
            "declined": mine.changes.filter(verb="decline").last(),
            "may_withdraw": may_leave(mine),
            **lost(mine),
            **waiting(mine),
            **sponsor(mine),
        },
    )


def lost(mine: Application) -> dict[str, object]:
    """The infected letter for which another is awaited, and where the applicant can send it."""
    if mine.state not in LIVE_APPLICATION:
        return {}
    asked = mine.open_question
    awaited = facts.awaits_letter_of_applicant(mine) and not (asked and asked.thing == "letter")
    again = reverse("enrolment:letter_again", args=[mine.pk]) if awaited else ""
    return {"lost": facts.lost_letter(mine), "again": again, "nomination": facts.nomination_of(mine)}


def waiting(mine: Application) -> dict[str, object]:
    """Where the applicant stands on the reserve list, and whether it moves; nothing for who is not on it."""
    if mine.state != "reserve":
        return {}
    over = facts.reserve_is_over(mine.edition, clock.today())
    moves = not over and facts.reserve_moves(mine.edition)
    return {"position": facts.reserve_position(mine), "moves": moves, "over": over}


def sponsor(mine: Application) -> dict[str, object]:
    """What the sponsor has said so far, and whether the applicant may have it asked again."""
    sponsorship = facts.sponsorship_of(mine)
    return {
        "sponsorship": sponsorship,
        "standing": facts.standing_of(sponsorship.request, clock.now()).value if sponsorship.request else "",
        "may_ask": sponsors.may_ask(mine, mine.applicant),
    }


@never_cache
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what withdrawing means; withdraw when that is confirmed."""
    mine = own_application(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return withdrawn(request, mine, form.cleaned_data["why"])
    if not may_leave(mine):
        return redirect(mine)
    return render(
        request,
        "enrolment/withdraw.html",
        {
            "application": mine,
            "edition": mine.edition,
            "open": takes_applications(catalogue_facts.dates_of(mine.edition), clock.today()),
            "crumbs": crumbs.mine((mine.edition, mine.get_absolute_url()), (_("Withdraw"), "")),
            "form": form,
        },
    )


def may_leave(mine: Application) -> bool:
    """Whether it can be withdrawn or, as a draft, thrown away."""
    return any(APPLICATION.allows(verb, mine.state) for verb in ("withdraw", "discard"))


def withdrawn(request: HttpRequest, mine: Application, why: str) -> HttpResponse:
    """Withdraw, or say why that is no longer possible."""
    try:
        operations.withdraw(mine, by=person(request), why=why, now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        was_draft = mine.state == "draft"
        messages.success(request, _("Your draft is thrown away.") if was_draft else _("Your application is withdrawn."))
    return redirect(mine)


@never_cache
@login_required
def letter(request: HttpRequest, pk: int) -> FileResponse:
    """The sponsorship letter that the person uploaded."""
    mine = own_application(request, pk)
    if mine.letter is None:
        raise Http404
    return hand_out(mine.letter)
