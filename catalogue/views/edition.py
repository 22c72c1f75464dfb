"""An edition: what a reader must know to decide and to apply."""

from dataclasses import replace
from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from academy import clock
from academy.caching import public_data, public_page
from academy.kept import Truth, kept
from catalogue import seats
from catalogue.calendar import calendar_of, has_days
from catalogue.models import Edition
from catalogue.selectors.edition import edition_page, for_edition_page
from catalogue.selectors.pictures import shown_elsewhere
from catalogue.version import truth
from catalogue.views.trail import trail


def edition_or_404(course_slug: str, slug: str) -> Edition:
    """The published edition of that course, with all that its page shows."""
    return get_object_or_404(for_edition_page(), course__slug=course_slug, slug=slug)


def readable(request: HttpRequest) -> QuerySet[Edition]:
    """The published editions; who sees editions at the desk reads the others too, as they will be."""
    previews = request.user.is_staff and request.user.has_perm("catalogue.view_edition")
    return Edition.objects.all() if previews else Edition.objects.published()


@public_page
def edition(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Everything about one edition. Its seats are counted for every visitor, and are part of what is kept."""
    key = get_object_or_404(readable(request).only("pk"), course__slug=course_slug, slug=slug).pk
    now, taken = asked(key)
    return kept(request, now, lambda: made(request, key, taken), partial(truth_of, key))


def asked(key: int) -> tuple[Truth | None, seats.Taken]:
    """What the catalogue says of the edition, and how many of its seats are taken, which is part of the truth."""
    now, taken = truth(), seats.taken(key)
    counted = (taken.places, *sorted(taken.electives.items()))
    return now and replace(now, parts=counted), taken


def truth_of(key: int) -> Truth | None:
    """The same, for who asks again whether a page of it is still true."""
    return asked(key)[0]


def made(request: HttpRequest, pk: int, taken: seats.Taken) -> HttpResponse:
    """The page itself."""
    found = get_object_or_404(for_edition_page(readable(request)), pk=pk)
    up = (found.course.title, found.course.get_absolute_url())
    page = edition_page(found, clock.now(), taken) | shown_elsewhere(found.course, [found], found)
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
