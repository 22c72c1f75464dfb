"""Credentials, the list of those that do not stand any more, and the key that signs both: for machines, public."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy import clock
from academy.caching import public_data
from academy.limits import too_many
from certificates import credential, facts
from certificates.rules.number import parse
from certificates.rules.status import LIST_SIZE
from certificates.views.verify import LOOKS_A_MINUTE, unlisted

TOKEN = "application/vc+jwt"  # noqa: S105 -- the type of a file


@public_data(3600)
def issuer(request: HttpRequest) -> HttpResponse:
    """Who issues credentials, with the public key."""
    return JsonResponse(credential.profile())


@public_data(3600)
def keys(request: HttpRequest) -> HttpResponse:
    """The public key, as a set of one."""
    return JsonResponse({"keys": [credential.public_key()]})


@public_data(300)
def status(request: HttpRequest, key: int) -> HttpResponse:
    """One list, signed at this moment."""
    found = facts.fallen(key, LIST_SIZE)
    if found is None:
        raise Http404
    return HttpResponse(credential.status_list(key, found, now=clock.now()), content_type=TOKEN)


@require_safe
@never_cache
def as_token(request: HttpRequest, number: str) -> HttpResponse:
    """The signed credential of a certificate, to whoever has its number."""
    return answer(request, number, TOKEN)


@require_safe
@never_cache
def as_json(request: HttpRequest, number: str) -> HttpResponse:
    """The same, for reading."""
    return answer(request, number, "application/json")


def answer(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The credential in one of its two forms; guessing numbers is limited as on the page that verifies them."""
    if too_many(request, "verify", most=LOOKS_A_MINUTE, seconds=60):
        return unlisted(HttpResponse(status=429))
    found = facts.verifiable(parse(number))
    if found is None or not found.certificate.credential:
        raise Http404
    token = found.certificate.credential
    page = HttpResponse(token if kind == TOKEN else json.dumps(credential.contents(token), indent=1), content_type=kind)
    ending = "jwt" if kind == TOKEN else "json"
    page["Content-Disposition"] = f'attachment; filename="{found.certificate.number}.{ending}"'
    return unlisted(page)
