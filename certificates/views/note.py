"""The information note of an edition, and how far it is while it is being made."""

import time

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy import clock
from academy.documents.models import Document
from academy.documents.operations import hand_out
from academy.errors import Refused
from catalogue.models import Edition
from certificates.models import InformationNote
from certificates.note import for_note
from certificates.operations import note as operations
from certificates.standing import Stage, Standing, before, standing

LONGEST_WAIT, BETWEEN_LOOKS = 6.0, 0.2


@require_safe
def note(request: HttpRequest, course_slug: str, slug: str) -> HttpResponseBase:
    """The note as PDF; while the worker makes it, a page that looks again by itself."""
    edition = get_object_or_404(for_note(), course__slug=course_slug, slug=slug)
    language = get_language() or "en"
    try:
        found = operations.current(edition, language, now=clock.now())
    except Refused:
        return page(request, edition, standing(edition, language), status=404)
    if document := waited_for(found):
        return handed_out(request, document)
    where = standing(edition, language)
    status = 503 if where.stage == Stage.FAILED else 202
    answer = page(request, edition, where, status=status)
    answer["Retry-After"] = "600" if where.stage == Stage.FAILED else "3"
    return answer


@never_cache
@require_safe
def progress(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """The part of the page that says how far the note is; 204 as soon as opening the note gives something else."""
    edition = get_object_or_404(for_note(), course__slug=course_slug, slug=slug)
    where = standing(edition, get_language() or "en")
    if where.stage not in (Stage.WAITING, Stage.MAKING):
        return HttpResponse(status=204)
    return render(request, "certificates/progress.html", said(where))


def waited_for(found: InformationNote) -> Document | None:
    """The note's document, when it is there now or within LONGEST_WAIT seconds; nothing is made in this process."""
    until = time.monotonic() + LONGEST_WAIT
    while found.document is None and time.monotonic() < until and not operations.given_up(found):
        time.sleep(BETWEEN_LOOKS)
        found.refresh_from_db(fields=["document"])
    return found.document


def handed_out(request: HttpRequest, document: Document) -> HttpResponseBase:
    """The PDF in the browser's own window; 304 to who has it already. Anyone may keep it, and asks before reuse."""
    etag = f'"{document.sha256}"'
    answer = get_conditional_response(request, etag=etag) or hand_out(document, inline=True)
    answer["ETag"] = etag
    del answer["Cache-Control"]
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def page(request: HttpRequest, edition: Edition, where: Standing, *, status: int) -> HttpResponse:
    """A calm page instead of the note: it is being made, cannot be had now, or is not there in this language."""
    answer = render(request, "certificates/being_made.html", {"edition": edition} | said(where), status=status)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer


def said(where: Standing) -> dict[str, object]:
    """How far the note is, as steps of which one is the present, and how much the worker has to do before it."""
    at = 2 if where.stage == Stage.MAKING else 1
    words = (_("Asked for"), _("Waiting its turn"), _("Being laid out"), _("Ready"))
    states = ["done"] * at + ["current"] + ["todo"] * (len(words) - at - 1)
    steps = [{"label": label, "state": state} for label, state in zip(words, states, strict=True)]
    waiting = where.job is not None and where.stage == Stage.WAITING
    return {"where": where, "steps": steps, "before": before(where.job) if waiting and where.job else 0}
