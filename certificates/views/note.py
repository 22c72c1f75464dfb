"""The information note of an edition."""

import time

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from academy import clock
from academy.documents.models import Document
from academy.documents.operations import hand_out
from catalogue.models import Edition
from certificates.models import InformationNote
from certificates.note import for_note
from certificates.operations import note as operations

LONGEST_WAIT, BETWEEN_LOOKS = 6.0, 0.2


@require_safe
def note(request: HttpRequest, course_slug: str, slug: str) -> HttpResponseBase:
    """The note as PDF; while the worker makes it, a page that looks again by itself."""
    edition = get_object_or_404(for_note(), course__slug=course_slug, slug=slug)
    found = operations.current(edition, get_language() or "en", now=clock.now())
    if document := waited_for(found):
        return handed_out(request, document)
    return not_yet(request, edition, given_up=operations.given_up(found))


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


def not_yet(request: HttpRequest, edition: Edition, *, given_up: bool) -> HttpResponse:
    """A calm page: the note is being made, or, when the worker gave it up, that it cannot be had now."""
    status = 503 if given_up else 202
    page = render(request, "certificates/being_made.html", {"edition": edition, "given_up": given_up}, status=status)
    page["Retry-After"] = "600" if given_up else "3"
    page["X-Robots-Tag"] = "noindex"
    page["Cache-Control"] = "no-store"
    return page
