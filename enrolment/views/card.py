"""Paying by card: the way to the provider's page, and where the provider tells us."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from academy import cards, clock
from academy.errors import Refused
from enrolment.operations import cards as operations
from enrolment.views.own import own_place, person


@require_POST
@login_required
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """To the provider's page, for the sum that was shown."""
    provider, mine = cards.provider(), own_place(request, pk)
    if provider is None:
        raise Http404
    try:
        seen = Decimal(request.POST.get("seen", ""))
        url = operations.begin(mine, provider, by=person(request), seen=seen, now=clock.now())
    except InvalidOperation:
        return HttpResponseBadRequest()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{mine.get_absolute_url()}#money")
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer


@csrf_exempt
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """What the provider tells; 400 for what it did not sign. It tells again until it gets 200."""
    provider = cards.provider()
    if provider is None:
        raise Http404
    try:
        told = provider.notice(request.body, request.headers)
    except cards.Forged:
        return HttpResponseBadRequest()
    operations.take_in(provider.name, told, request.body, now=clock.now())
    return HttpResponse()
