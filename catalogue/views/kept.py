"""The catalogue's pages are the same for every visitor, so they are made once and kept while they are true."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from academy.caching import public_page
from academy.kept import kept
from catalogue.version import truth


def kept_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A public page made of the catalogue, the clock and nothing else."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept(request, truth(), lambda: view(request, *args, **kwargs), truth)

    return public_page(answer)
