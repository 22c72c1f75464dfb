"""Fixtures and rules for every test; the root conftest.py loads them.

Tests that use a whole site or a browser are marked ``services`` and kept together, so that each site is started
once however many processes run the tests.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation import override
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from academy import embedded
from academy.processes import Processes
from academy.testing.chromium import Chromium
from academy.testing.site import EmbeddedSite, SeparateSite

GROUPS = {"site": "site", "embedded_site": "embedded site", "browser": "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs processes of its own, and keep together what shares them."""
    for item in items:
        used = [group for fixture, group in GROUPS.items() if fixture in getattr(item, "fixturenames", ())]
        if used:
            item.add_marker(pytest.mark.services)
            item.add_marker(pytest.mark.xdist_group(used[0]))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file's bytes after their argument: they may differ between processes, and nobody reads them."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Before the first database is made: emptying it between tests is no deletion that SQLite's guards refuse."""
    if connection.vendor == "sqlite":
        guarded: Any = connection.ops
        guarded.execute_sql_flush = unguarded(guarded.execute_sql_flush)


def unguarded(flush: Callable[[Iterable[str]], None]) -> Callable[[Iterable[str]], None]:
    """``flush`` while the guards of ``academy.append_only`` stand aside."""

    def emptied(statements: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            flush(statements)
            cursor.execute("PRAGMA ignore_check_constraints = OFF")

    return emptied


@pytest.fixture(scope="session", autouse=True)
def surroundings() -> Iterator[None]:
    """The folder of this process's files and, when no server is named, a private Valkey as ``make run`` has it."""
    settings.STATIC_ROOT.mkdir(parents=True)
    socket = embedded.socket_path(settings.VAR_DIR)
    with Processes(os.environ) as processes:
        if f"unix://{socket}" == settings.REDIS_URL:
            processes.start("broker", *embedded.broker(socket))
            processes.wait_until(socket.exists, within=10)
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before it read."""
    with override("en"):
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeparateSite]:
    """The whole site on PostgreSQL, Redis and SMTP."""
    with SeparateSite(tmp_path_factory.mktemp("site")) as made:
        made.start()
        yield made


@pytest.fixture(scope="session")
def embedded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSite]:
    """The whole site as ``make run`` starts it, in a folder so deep that a socket cannot lie in it."""
    deep = tmp_path_factory.mktemp("embedded") / "/".join(["a-deep-folder"] * 8)
    deep.mkdir(parents=True)
    with EmbeddedSite(deep) as made:
        made.start()
        yield made
    shutil.rmtree(embedded.socket_path(deep).parent)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser of this process. Playwright keeps an event loop in this thread, which Django takes for async code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        made = Chromium(playwright)
        yield made
        made.close()


@pytest.fixture
def browser(chromium: Chromium) -> Iterator[Browser]:
    """A browser that answers; it is killed when the test takes far too long."""
    with chromium.watched() as watched:
        yield watched


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a fresh visitor; the test fails when the page's scripts or policy complained."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    complaints: list[str] = []
    fresh.on("pageerror", lambda error: complaints.append(str(error)))
    fresh.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield fresh
    context.close()
    assert complaints == []


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A stranger in Turin on a narrow screen, where a way is harder to find; addresses are the live server's."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 800}, timezone_id="Europe/Rome"
    )
    yield context.new_page()
    context.close()
