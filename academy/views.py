"""Pages that belong to no other room."""

import errno
import sys
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from academy.caching import public_data, public_page
from academy.monitoring.trace import current

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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


def failed(request: HttpRequest) -> HttpResponse:
    """The answer to an error of ours: 503 and when to come back, where the database or the disk will heal, else 500.

    Called while the error is handled. Nothing that was sent has been kept: whatever changes rows is one transaction.
    """
    error = sys.exc_info()[1]
    number = {"trace": current.get()}
    if isinstance(error, OperationalError) or (isinstance(error, OSError) and error.errno in FULL):
        return HttpResponse(render_to_string("503.html", number), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html", number), status=500)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site keeps to for everybody, where it falls short, and whom to tell."""
    return render(request, "accessibility.html")
