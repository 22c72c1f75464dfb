"""The first page: what the Centre offers and what is open now."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from academy import clock
from catalogue.models import Course, Edition
from catalogue.rules.status import Status
from catalogue.selectors.cards import Card, cards

SHOWN = 4
STILL_TO_APPLY_FOR = (Status.ANNOUNCED, Status.OPEN, Status.CLOSING_SOON)


def next_cards(today: date) -> list[Card]:
    """The editions that one can still hope for: first those that take applications, then those that will."""
    coming = [card for card in cards(Edition.objects.coming(today), today) if card.status in STILL_TO_APPLY_FOR]
    return sorted(coming, key=lambda card: not card.takes_applications)


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """The next editions, all courses and the way from choosing to the certificate."""
    today = clock.today()
    return render(
        request,
        "catalogue/home.html",
        {
            "cards": next_cards(today)[:SHOWN],
            "courses": Course.objects.all(),
        },
    )
