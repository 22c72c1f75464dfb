"""The diploma and the courses that count for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.models import Course
from catalogue.texts import centre
from catalogue.views.kept import kept_page


@kept_page
def diploma(request: HttpRequest) -> HttpResponse:
    """The rule of the diploma, the required course and the eligible ones."""
    eligible = Course.objects.filter(diploma_eligible=True)
    return render(
        request,
        "catalogue/diploma.html",
        {
            "diploma": centre("diploma"),
            "required": eligible.filter(diploma_required=True),
            "further": eligible.filter(diploma_required=False),
        },
    )
