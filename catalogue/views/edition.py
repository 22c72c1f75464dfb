"""An edition: what a reader must know to decide and to apply."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue.calendar import calendar_of, has_days
from catalogue.models import Edition
from catalogue.selectors.edition import edition_page, for_edition_page
from catalogue.views.trail import trail


def edition_or_404(course_slug: str, slug: str) -> Edition:
    """The published edition of that course, with all that its page shows."""
    return get_object_or_404(for_edition_page(), course__slug=course_slug, slug=slug)


@require_safe
@conditional_page
def edition(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Everything about one edition."""
    found = edition_or_404(course_slug, slug)
    up = (found.course.title, found.course.get_absolute_url())
    page = edition_page(found, clock.now())
    return render(request, "catalogue/edition.html", {**page, "crumbs": trail(up, (found.code or found.name, ""))})


@require_safe
def calendar(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """The edition's days as a file for a calendar; 404 where it has none."""
    found = edition_or_404(course_slug, slug)
    if not has_days(found):
        raise Http404
    return HttpResponse(
        calendar_of(found, language=get_language() or "en", now=clock.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.slug}.ics"'},
    )
