"""An edition: what a reader must know to decide and to apply."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from academy import clock
from academy.caching import public_data, public_page
from catalogue.calendar import calendar_of, has_days
from catalogue.models import Edition
from catalogue.selectors.edition import edition_page, for_edition_page
from catalogue.selectors.pictures import shown_elsewhere
from catalogue.views.trail import trail


def edition_or_404(course_slug: str, slug: str) -> Edition:
    """The published edition of that course, with all that its page shows."""
    return get_object_or_404(for_edition_page(), course__slug=course_slug, slug=slug)


def previewed_or_404(request: HttpRequest, course_slug: str, slug: str) -> Edition:
    """The same; who sees editions at the desk reads one that is not published as it will be."""
    if request.user.is_staff and request.user.has_perm("catalogue.view_edition"):
        return get_object_or_404(for_edition_page(Edition.objects.all()), course__slug=course_slug, slug=slug)
    return edition_or_404(course_slug, slug)


@public_page
def edition(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Everything about one edition."""
    found = previewed_or_404(request, course_slug, slug)
    up = (found.course.title, found.course.get_absolute_url())
    page = edition_page(found, clock.now()) | shown_elsewhere(found.course, [found], found)
    return render(request, "catalogue/edition.html", {**page, "crumbs": trail(up, (found.code or found.name, ""))})


@public_data(900)
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
