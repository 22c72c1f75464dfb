"""The list of courses and their coming editions, and the way to search it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue.forms import FilterForm, Wanted
from catalogue.selectors.listing import listing


@require_safe
@conditional_page
def courses(request: HttpRequest) -> HttpResponse:
    """Courses that fit the query string, each with those of its coming editions that fit."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    entries = listing(wanted, clock.today())
    editions = sum(len(entry.cards) for entry in entries)
    return render(
        request,
        "catalogue/courses.html",
        {"form": form, "entries": entries, "editions": editions, "narrowed": wanted != Wanted()},
    )
