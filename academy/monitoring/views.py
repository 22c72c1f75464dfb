"""``/metrics`` for Prometheus: for who has the token, or asks from this very machine without a proxy between."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

LOOPBACK = {"127.0.0.1", "::1"}


def may_read(request: HttpRequest) -> bool:
    """Whether the token is right, or the one who asks sits on this machine."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers


def metrics(request: HttpRequest) -> HttpResponse:
    """The page; 404 for everybody else, as if there were none."""
    if not may_read(request):
        raise Http404
    from academy.monitoring import metrics as told  # only a process that is asked loads the library

    return HttpResponse(told.page(), content_type=told.CONTENT_TYPE, headers={"Cache-Control": "no-store"})
