"""Kept pages are answered before anything is asked about the visitor, who brought nothing by which to be known.

A page that ``academy.kept`` keeps passes here on its way out, with all that sessions, languages and policies wrote on
it. It stays at hand in this process under its address. The next visitor gets it if what it is made of, asked anew, is
what it was: two queries at most.
"""

from collections.abc import Callable
from hashlib import sha256
from types import SimpleNamespace

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from academy.kept import As, is_anyones, key_of

Leaving = tuple[As, str, dict[str, str], bytes]


class KeptPages:
    """Stands behind Django's SecurityMiddleware alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page at hand, or what comes from further in."""
        if not is_anyones(request):
            return self.get_response(request)
        address = f"page:{sha256(request.get_full_path().encode()).hexdigest()}"
        return answer(request, caches["at hand"].get(address)) or self.pass_on(request, address)

    def pass_on(self, request: HttpRequest, address: str) -> HttpResponse:
        """What comes from further in; a kept page stays at hand."""
        page = self.get_response(request)
        kept_as = getattr(page, "kept_as", None)
        if kept_as and page.status_code == 200 and not page.cookies:
            route = request.resolver_match.route if request.resolver_match else ""
            caches["at hand"].set(address, (kept_as, route, dict(page.items()), page.content))
        return page


def answer(request: HttpRequest, found: Leaving | None) -> HttpResponse | None:
    """The page as it left, or that nothing changed; nothing if it is not true any more.

    Raises DisallowedHost for a host that is not ours, as Django does for every other page.
    """
    if not found:
        return None
    request.get_host()
    kept_as, route, headers, content = found
    truth = kept_as.again()
    if not truth or key_of(request, truth) != kept_as.key:
        return None
    request.resolver_match = SimpleNamespace(route=route)  # type: ignore[assignment] # who counts visits asks for it
    page = HttpResponse(content, headers=headers)
    return get_conditional_response(request, etag=page["ETag"], response=page)
