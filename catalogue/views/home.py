"""The first page: what the Centre offers and what is open now."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from academy import clock
from academy.caching import public_page
from academy.kept import Truth, kept
from catalogue.forms import Wanted
from catalogue.selectors.cards import Card
from catalogue.selectors.listing import Entry, listing
from catalogue.selectors.offers import offers
from catalogue.version import truth

SHOWN = 4


def next_cards(entries: Iterable[Entry]) -> list[Card]:
    """The editions that one can still hope for: those that take applications by their deadline, then the others."""
    cards = [card for entry in entries for card in entry.cards if card.to_hope_for]
    return sorted(cards, key=lambda card: (card.days_left is None, card.days_left or 0))


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The next editions, all courses and the way from choosing to the certificate."""
    now = truth()
    return kept(request, now, lambda: made(request, now), truth)


def made(request: HttpRequest, now: Truth | None) -> HttpResponse:
    """The page itself."""
    everything = listing(Wanted(), offers(clock.today(), archive=False, truth=now))
    entries = everything.entries(everything.courses)
    return render(request, "catalogue/home.html", {"cards": next_cards(entries)[:SHOWN], "entries": entries})
