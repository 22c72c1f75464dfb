"""A kept page is answered before all else, to whom it is meant for, and only while it is true."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from academy.early import KeptPages
from academy.kept import As, Truth, key_of, marked

NOW = Truth("token", frozenset())
said: list[Truth | None] = []


def again() -> Truth | None:
    return said[0]


class Inside:
    """What lies behind the middleware: counts what reaches it."""

    def __init__(self, dress: Callable[[HttpResponse], None] = lambda page: None) -> None:
        self.reached, self.dress = 0, dress

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.reached += 1
        page = HttpResponse(f"page {self.reached}", headers={"ETag": '"tag"', "Vary": "Cookie"})
        self.dress(page)
        return marked(page, As(key_of(request, NOW), again))


@pytest.fixture(autouse=True)
def nothing_at_hand() -> Iterator[None]:
    said[:] = [NOW]
    caches["at hand"].clear()
    yield
    caches["at hand"].clear()


def asked(address: str = "/en/", **headers: str) -> HttpRequest:
    return RequestFactory().get(address, headers=headers)


def test_the_second_visitor_reaches_nothing_further_in() -> None:
    inside = Inside()
    site = KeptPages(inside)
    first, second = site(asked()), site(asked())
    assert (second.content, dict(second.items())) == (first.content, dict(first.items()))
    assert (inside.reached, site(asked("/en/?page=2")).content) == (1, b"page 2")


def test_who_has_it_is_told_that_nothing_changed() -> None:
    site = KeptPages(Inside())
    site(asked())
    answer = site(asked(**{"If-None-Match": '"tag"'}))
    assert (answer.status_code, answer.content, answer["ETag"], answer["Vary"]) == (304, b"", '"tag"', "Cookie")


@pytest.mark.parametrize("later", [None, replace(NOW, token="other"), replace(NOW, parts=(1,))])
def test_what_is_not_true_any_more_is_made_anew(later: Truth | None) -> None:
    site = KeptPages(Inside())
    site(asked())
    said[:] = [later]
    assert site(asked()).content == b"page 2"


@pytest.mark.parametrize("cookie", ["sessionid=x", "messages=x"])
def test_whoever_is_known_passes_on(cookie: str) -> None:
    site = KeptPages(Inside())
    site(asked())
    assert site(asked(cookie=cookie)).content == b"page 2"
    assert site(asked(cookie="csrftoken=x")).content == b"page 1"


def with_cookie(page: HttpResponse) -> None:
    page.set_cookie("own", "x")


def not_modified(page: HttpResponse) -> None:
    page.status_code = 304


@pytest.mark.parametrize("dress", [with_cookie, not_modified])
def test_what_was_for_one_visitor_does_not_stay_at_hand(dress: Callable[[HttpResponse], None]) -> None:
    site = KeptPages(Inside(dress))
    site(asked())
    assert site(asked()).content == b"page 2"


def test_a_host_that_is_not_ours_is_refused_as_for_every_page() -> None:
    site = KeptPages(Inside())
    site(asked())
    with pytest.raises(DisallowedHost):
        site(RequestFactory().get("/en/", headers={"host": "evil.example"}))
