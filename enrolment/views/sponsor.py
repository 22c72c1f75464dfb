"""The page on which a sponsor answers, without an account: the link in the letter is the proof.

A GET changes nothing, since mail programs look at every link; only the buttons do. What cannot be answered gets a page
that says why and what to do.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from academy import clock
from academy.documents.intake import pages_of
from academy.documents.models import Document, DocumentPage
from academy.documents.operations import hand_out, hand_out_page
from academy.errors import Refused
from academy.limits import too_many
from catalogue.models import Edition
from catalogue.selectors.cards import card
from catalogue.selectors.edition import for_edition_page, money
from enrolment import facts
from enrolment.forms.sponsor import SponsorAnswerForm
from enrolment.models import SponsorRequest
from enrolment.operations import sponsors as operations
from enrolment.rules.sponsors import Standing

HOUR = 3600
ACTS_AN_HOUR = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, secret: str) -> HttpResponse:
    """What is said in the sponsor's name, and the form; a POST is the answer."""
    try:
        asked = operations.found(secret)
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)
    if facts.standing_of(asked, clock.now()) != Standing.OPEN:
        return closed(request, asked, secret)
    offer = facts.offer_to_sponsor(asked.application)
    posted = request.POST if request.method == "POST" else None
    form = SponsorAnswerForm(offer.price, posted, initial={"seen": offer.fingerprint})
    if form.is_valid():
        if too_many(request, "sponsor", most=ACTS_AN_HOUR, seconds=HOUR):
            return page(request, "hasty", status=429)
        try:
            operations.answer(secret, now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("enrolment:sponsor", secret)
    return page(request, "ask", secret=secret, form=form, letter_pages=pages_shown(asked, secret), **shown(asked))


def closed(request: HttpRequest, asked: SponsorRequest, secret: str) -> HttpResponse:
    """Why there is nothing to answer; of the application no more than what its sponsor said."""
    return page(
        request,
        "closed",
        status=200 if hasattr(asked, "answer") else 410,
        secret=secret,
        standing=facts.standing_of(asked, clock.now()).value,
        edition=asked.application.edition,
        answer=getattr(asked, "answer", None),
    )


def shown(asked: SponsorRequest) -> dict[str, Any]:
    """The application as far as it concerns the sponsor, and the edition's price and policy."""
    edition = for_edition_page(Edition.objects.all()).get(pk=asked.application.edition_id)
    today, price = clock.today(), facts.price_for(asked.application)
    return {
        "asked": asked,
        "application": asked.application,
        "edition": edition,
        "card": card(edition, today),
        **money(edition, price),
    }


@never_cache
@require_POST
def again(request: HttpRequest, secret: str) -> HttpResponse:
    """A new link for one that is too old, to the mailbox that had it."""
    if too_many(request, "sponsor", most=ACTS_AN_HOUR, seconds=HOUR):
        return page(request, "hasty", status=429)
    try:
        operations.renew(secret, now=clock.now())
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)
    return page(request, "sent")


@never_cache
def letter(request: HttpRequest, secret: str) -> FileResponse:
    """The letter in the sponsor's name, while the question is open; 404 otherwise."""
    return hand_out(letter_asked_about(secret))


@never_cache
def letter_page(request: HttpRequest, secret: str, number: int) -> FileResponse:
    """One page of it as a picture."""
    pages = letter_asked_about(secret).pages.select_related("document")
    return hand_out_page(get_object_or_404(pages, number=number))


def letter_asked_about(secret: str) -> Document:
    """The letter of an open question; 404 without one."""
    try:
        asked = operations.found(secret)
    except Refused as refused:
        raise Http404 from refused
    if asked.application.letter is None or facts.standing_of(asked, clock.now()) != Standing.OPEN:
        raise Http404
    return asked.application.letter


def pages_shown(asked: SponsorRequest, secret: str) -> list[tuple[DocumentPage, str]]:
    """The pages of the letter with their addresses."""
    document = asked.application.letter
    pages = pages_of(document) if document else []
    return [(page, reverse("enrolment:sponsor_letter_page", args=[secret, page.number])) for page in pages]


def page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    """One of the small pages, which no search engine lists."""
    answer = render(request, f"enrolment/sponsor/{name}.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    if status == 429:
        answer["Retry-After"] = str(HOUR)
    return answer
