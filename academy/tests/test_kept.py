"""What is made for one visitor is never given to another."""

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from academy import release
from academy.accounts.models import User
from academy.kept import Truth, kept

pytestmark = pytest.mark.django_db
TRUTH = Truth("token", frozenset({"accounts_user"}))


def still() -> Truth:
    return TRUTH


def asked(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/en/anything/")
    request.COOKIES.update(cookies)
    request.session = SessionStore()
    return request


def of_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


def of_cookie(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse()
    answer.set_cookie("seen", "yes")
    return answer


def of_nonce(request: HttpRequest) -> HttpResponse:
    request._csp_nonce = "as the policy's middleware keeps it"  # type: ignore[attr-defined]
    return HttpResponse()


def of_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse()


def of_roles(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Group.objects.count()))


def of_raw_sql(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse()


def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)


def forget() -> None:
    for cache in caches.all():
        cache.clear()


def times_made(make: Callable[[HttpRequest], HttpResponse], *requests: HttpRequest) -> int:
    """How often the page is made for these visitors, one after the other."""
    forget()
    made: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return make(request)

    for request in requests:
        kept(request, TRUTH, partial(page, request), still)
    return len(made)


def of_people(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(User.objects.count()))


@pytest.mark.parametrize("own", [of_token, of_cookie, of_nonce, of_session, of_roles, of_raw_sql, missing])
def test_what_was_made_for_one_visitor_or_of_other_rows_is_never_kept(
    own: Callable[[HttpRequest], HttpResponse],
) -> None:
    assert times_made(own, asked(), asked()) == 2
    assert times_made(of_people, asked(), asked()) == 1


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_nobody_whom_the_site_knows_is_given_a_kept_page(cookie: str) -> None:
    assert times_made(of_people, asked(), asked(**{cookie: "x"}), asked(**{cookie: "x"})) == 3
    assert times_made(of_people, asked(django_language="fr"), asked(csrftoken="x")) == 1


def test_what_this_process_has_not_at_hand_is_found_where_another_kept_it() -> None:
    assert times_made(of_people, asked()) == 1
    again = kept(asked(), TRUTH, missing_now, still)
    assert again.content == b"0" and again["ETag"]


def missing_now() -> HttpResponse:
    raise AssertionError("made anew")


def test_another_release_keeps_its_own_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    assert kept(asked(), TRUTH, lambda: HttpResponse("as it was"), still).content == b"as it was"
    assert kept(asked(), TRUTH, lambda: HttpResponse("as it is"), still).content == b"as it was"
    monkeypatch.setattr(release, "fingerprint", lambda: "the next")
    assert kept(asked(), TRUTH, lambda: HttpResponse("as it is"), still).content == b"as it is"


def test_a_release_is_known_by_its_code_texts_and_static_names() -> None:
    kinds = {path.suffix for path in release.files()}
    assert {".py", ".html", ".txt", ".yaml"} <= kinds
    assert len(release.fingerprint()) == 16
