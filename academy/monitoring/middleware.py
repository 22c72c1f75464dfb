"""Before everything else: each request gets its number, and is counted and logged when it is answered."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from academy.monitoring.counts import counts
from academy.monitoring.logs import route_of
from academy.monitoring.trace import following, fresh

HEADER = "X-Request-ID"
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
log = logging.getLogger(__name__)


class TraceMiddleware:
    """The number stands in the answer's header, in every line of the log, and on the page that says sorry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note how long it took."""
        number, began = fresh(request.headers.get(HEADER, "")), time.perf_counter()
        with following(number):
            answer = self.get_response(request)
            answer[HEADER] = number
            self.note(request, answer, time.perf_counter() - began)
        return answer

    @staticmethod
    def note(request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
        """One more request of its route."""
        method = request.method if request.method in METHODS else "OTHER"
        route = route_of(request)
        counts.note(str(method), route, answer.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {"method": method, "route": route, "status": answer.status_code}
            person = getattr(getattr(request, "_cached_user", None), "pk", None)
            log.info("answered", extra={**facts, "milliseconds": round(seconds * 1000, 1), "person": person})
