"""Pages that belong to no other room."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from academy.caching import public_data


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The desk has no door of its own: staff sign in where everyone does, with both factors.

    Who is signed in and not staff gets 403, not a walk in circles.
    """
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    to = wanted if safe else reverse("admin:index")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': to})}")
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect(to)


@public_data(3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but the desk, one's own pages and single certificates."""
    return render(request, "robots.txt", {"languages": [code for code, _name in settings.LANGUAGES]}, "text/plain")
