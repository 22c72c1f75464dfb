"""The list of courses and their editions, and the way to search it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from academy import clock
from academy.caching import public_page
from academy.kept import Truth, kept
from catalogue.forms import FilterForm
from catalogue.selectors.facets import facets, yes_counts
from catalogue.selectors.listing import Entry, Listing, listing
from catalogue.selectors.offers import Offers, offers
from catalogue.version import truth
from catalogue.views.wishes import in_the_archive, other_words, wishes

A_PAGE, ROOM = 10, 3


@public_page
def courses(request: HttpRequest) -> HttpResponse:
    """Courses that fit the query string, each with those of its editions that fit."""
    now = truth()
    return kept(request, now, lambda: made(request, now), truth)


def made(request: HttpRequest, now: Truth | None) -> HttpResponse:
    """The page itself."""
    offered = offers(clock.today(), archive="archive" in request.GET, truth=now)
    form = FilterForm(request.GET, offered.known)
    found = listing(form.wanted(), offered)
    page = Paginator(found.courses, A_PAGE).get_page(request.GET.get("page"))
    choices = facets(found)
    context = {
        "form": form,
        "found": found,
        "page": page,
        "entries": [(entry, rows(entry, offered)) for entry in found.entries(list(page.object_list), ROOM)],
        "facets": choices,
        "yes": yes_counts(found),
        "wishes": wishes(request.GET, form, found, choices),
    }
    return render(
        request, "catalogue/courses.html", context | ({} if found.courses else nearest(request.GET, found, now))
    )


def rows(entry: Entry, offered: Offers) -> list[str]:
    """The editions of a course as the list shows them; each is drawn once as long as ``offered`` is remembered."""
    for card in entry.cards:
        if card.edition.pk not in offered.drawn:
            offered.drawn[card.edition.pk] = render_to_string("catalogue/row.html", {"card": card})
    return [offered.drawn[card.edition.pk] for card in entry.cards]


def nearest(query: QueryDict, found: Listing, now: Truth | None) -> dict[str, Any]:
    """What an empty result offers instead."""
    return {"other_words": other_words(query, found), "in_the_archive": in_the_archive(query, found, now)}
