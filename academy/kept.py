"""Whole pages that are made once and kept for every visitor, and never a moment longer than they are true.

A page is kept under a key of everything it is made of: the release, the address with its query, the hour, and a
``token`` that the database changes in the very transaction that changes one of ``tables``. The token is read for every
visitor, so what was kept before a change is not found after it, whoever made the change and in whichever process. What
a page shows of the clock changes at full hours only: days begin at midnight in Turin, and the time left is in hours.

The page as it left is kept at hand as well, in each process, under its address and with ``again``: how to ask anew what
it is made of. ``academy.early`` answers with it before anything else is done.

Only what everybody would get is kept: no session, no message, no cookie, no token against forged requests, no nonce.
And only what is made of ``tables`` and nothing else: every query is looked at while the page is made.
"""

import logging
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from academy import clock, release

SECONDS = 3600
Page = tuple[str, str, bytes]
OWN_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
READ = re.compile(r'\b(?:FROM|JOIN) +"?(\w+)')
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Truth:
    """``token`` is never again what it was before a row of ``tables`` changed; ``parts`` are counted anew each time."""

    token: str
    tables: frozenset[str]
    parts: tuple[object, ...] = ()


@dataclass(frozen=True)
class As:
    """Under which key a page is kept, and how a later visit asks for the truth by which the key is made."""

    key: str
    again: Callable[[], Truth | None]


def kept(
    request: HttpRequest, truth: Truth | None, make: Callable[[], HttpResponse], again: Callable[[], Truth | None]
) -> HttpResponse:
    """The page as it is kept, or as ``make`` makes it.

    ``again`` is a function of a module, or a partial of one, that answers the ``truth`` of a later moment. Without a
    ``truth`` nothing is kept.
    """
    if truth is None or not is_anyones(request):
        return make()
    key = key_of(request, truth)
    if found := remembered(key):
        return marked(answer_of(*found), As(key, again))
    with tables_read() as tables:
        page = make()
    if not is_for_everyone(request, page) or not tables <= truth.tables:
        return page
    page["ETag"] = f'"{sha256(page.content).hexdigest()[:32]}"'
    remember(key, page)
    return marked(page, As(key, again))


def marked(page: HttpResponse, kept_as: As) -> HttpResponse:
    """The page, with a word to ``academy.early``."""
    page.kept_as = kept_as  # type: ignore[attr-defined]
    return page


def is_anyones(request: HttpRequest) -> bool:
    """Whether the visitor brought nothing by which the site knows one from another."""
    return request.method in ("GET", "HEAD") and not OWN_COOKIES & request.COOKIES.keys()


def is_for_everyone(request: HttpRequest, page: HttpResponse) -> bool:
    """Whether ``page`` holds nothing that was made for this visitor alone."""
    own = page.cookies or request.session.modified or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return page.status_code == 200 and not own and not hasattr(request, "_csp_nonce")


def key_of(request: HttpRequest, truth: Truth) -> str:
    """Of all that the page is made of; the hour is the clock's in UTC, so that no hour comes twice in autumn."""
    made_of = (release.fingerprint(), truth.token, f"{clock.now():%Y%m%d%H}", request.get_full_path(), *truth.parts)
    return f"page:{sha256(repr(made_of).encode()).hexdigest()}"


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The tables that are read inside; a query in which none is recognised counts as the table ``?``."""
    found: set[str] = set()

    def look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.update(READ.findall(sql) or "?")
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield found


def remembered(key: str) -> Page | None:
    """Tag, content type and content; nothing where nothing is kept."""
    try:
        found = cache.get(key)
    except RedisError as error:
        log.warning("No kept pages: %s", error)
        return None
    return (*found[:2], zlib.decompress(found[2])) if found else None


def remember(key: str, page: HttpResponse) -> None:
    """Keep the page for an hour; after that its key is never asked for again."""
    try:
        cache.set(key, (page["ETag"], page["Content-Type"], zlib.compress(page.content, 1)), SECONDS)
    except RedisError as error:
        log.warning("A page was not kept: %s", error)


def answer_of(tag: str, content_type: str, content: bytes) -> HttpResponse:
    """The page as it was made."""
    return HttpResponse(content, content_type=content_type, headers={"ETag": tag})
