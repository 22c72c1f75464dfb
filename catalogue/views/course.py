"""A course and its editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue.selectors.course import course_page, for_course_page
from catalogue.views.trail import trail


@require_safe
@conditional_page
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What is taught, and every edition that anyone may read."""
    found = get_object_or_404(for_course_page(), slug=slug)
    page = course_page(found, clock.today())
    return render(request, "catalogue/course.html", {**page, "crumbs": trail((found.title, ""))})
