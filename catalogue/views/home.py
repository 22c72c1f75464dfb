"""The first page: what the Centre offers and what is open now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue.models import Course, Edition
from catalogue.selectors.cards import cards

SHOWN = 4


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """The next editions, all courses and the way from choosing to the certificate."""
    today = clock.today()
    to_come = Edition.objects.coming(today).filter(starts__gt=today, cancelled=False)
    return render(
        request,
        "catalogue/home.html",
        {
            "cards": cards(to_come[:SHOWN], today),
            "courses": Course.objects.all(),
        },
    )
