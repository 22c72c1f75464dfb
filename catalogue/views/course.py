"""A course and its editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from academy import clock
from catalogue.selectors.course import course_page, for_course_page
from catalogue.selectors.pictures import shown_elsewhere
from catalogue.views.kept import kept_page
from catalogue.views.trail import trail


@kept_page
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What is taught, and every edition that anyone may read."""
    found = get_object_or_404(for_course_page(), slug=slug)
    page = course_page(found, clock.today())
    page |= shown_elsewhere(found, [card.edition for card in page["coming"]], found)
    return render(request, "catalogue/course.html", {**page, "crumbs": trail((found.title, ""))})
