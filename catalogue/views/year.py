"""The calendar: a year's editions and deadlines."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from academy import clock
from academy.year import year as drawing_of
from catalogue.selectors.cards import card
from catalogue.selectors.year import editions_of, months, plan_of, years
from catalogue.views.kept import kept_page

A_PAGE = 25


@kept_page
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The editions that run in the year ``number`` (in the present one without it) or close for applications in it."""
    today = clock.today()
    shown = today.year if number is None else number
    first, last = years() or (today.year, today.year)
    if not min(first, today.year) <= shown <= max(last, today.year):
        raise Http404
    page = Paginator(editions_of(shown), A_PAGE).get_page(request.GET.get("page"))
    cards = [card(edition, today) for edition in page.object_list]
    context: dict[str, Any] = {
        "year": shown,
        "before": shown - 1 if shown > first else None,
        "after": shown + 1 if shown < last else None,
        "page": page,
        "drawing": drawing_of(shown, [plan_of(one) for one in cards], today) if cards else None,
        "months": months(shown, cards),
    }
    return render(request, "catalogue/year.html", context)
