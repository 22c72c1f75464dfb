"""A course and its editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue import selectors


@require_safe
@conditional_page
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What is taught, and every edition that anyone may read."""
    found = get_object_or_404(selectors.for_course_page(), slug=slug)
    return render(request, "catalogue/course.html", selectors.course_page(found, clock.today()))
