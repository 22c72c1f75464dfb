"""What browsers and proxies may keep of what anyone can read: an ETag on everything, 304 to who has it already."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., Any]


def public_page(view: View) -> View:
    """A page that anyone can read, with the reader's own menu on it: kept, but asked for again at each use."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page: HttpResponseBase = view(request, *args, **kwargs)
        patch_vary_headers(page, ["Cookie"])
        patch_cache_control(page, no_cache=True, **{"private" if request.user.is_authenticated else "public": True})
        return page

    return require_safe(conditional_page(answer))


def public_data(seconds: int) -> Callable[[View], View]:
    """Data for machines, the same for everyone: used again for ``seconds`` without asking, from any other site too."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            data: HttpResponseBase = view(request, *args, **kwargs)
            patch_cache_control(data, public=True, max_age=seconds)
            data["Access-Control-Allow-Origin"] = "*"
            return data

        return require_safe(conditional_page(answer))

    return decorated
