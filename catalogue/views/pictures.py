"""Pictures beside links to our pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from academy.caching import public_data
from catalogue.models import Course
from catalogue.operations.picture import kept
from catalogue.picture import Picture
from catalogue.selectors import pictures
from catalogue.selectors.edition import for_edition_page

DAY = 86400


@public_data(DAY)
def site(request: HttpRequest) -> HttpResponse:
    """Of the site."""
    return png(pictures.of_site(), "site")


@public_data(DAY)
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a course."""
    return png(pictures.of_course(get_object_or_404(Course, slug=slug)), f"course/{slug}")


@public_data(DAY)
def edition(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Of an edition."""
    found = get_object_or_404(for_edition_page(), course__slug=course_slug, slug=slug)
    return png(pictures.of_edition(found), f"edition/{slug}")


def png(picture: Picture, key: str) -> HttpResponse:
    """The picture as an answer; other sites may show it."""
    answer = HttpResponse(kept(picture, key), content_type="image/png")
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
