"""An edition: what a reader must know to decide and to apply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue import selectors
from catalogue.calendar import calendar_of
from catalogue.models import Edition


def edition_or_404(course_slug: str, slug: str) -> Edition:
    """The published edition of that course, with all that its page shows."""
    return get_object_or_404(selectors.for_edition_page(), course__slug=course_slug, slug=slug)


@require_safe
@conditional_page
def edition(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Everything about one edition."""
    found = edition_or_404(course_slug, slug)
    return render(request, "catalogue/edition.html", selectors.edition_page(found, clock.now()))


@require_safe
def calendar(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """The edition's days as a file for a calendar."""
    found = edition_or_404(course_slug, slug)
    text = calendar_of(found, language=get_language() or "en", now=clock.now())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.slug}.ics"'},
    )
