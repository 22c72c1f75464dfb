"""Every page that anybody may read fits a screen of 320 px, which is also a wide one at 400 %, without scrolling."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from certificates.tests.test_access import address, quick, table, world
from certificates.tests.test_public_pages import OF_THE_MOMENT

__all__ = ["quick", "world"]  # fixtures

NO_PAGES = OF_THE_MOMENT | {"enrolment:sponsor_letter"}  # parts of pages, and a file
WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_no_public_page_scrolls_sideways(browser: Browser, live_server: LiveServer, world: dict[str, object]) -> None:
    page = browser.new_page(base_url=live_server.url, viewport={"width": 320, "height": 640})
    wide, seen = [], 0
    for name, answers in table().items():
        path = address(name, world)
        if answers[0] != "200" or name in NO_PAGES or not path.startswith("/en/") or "." in path:
            continue
        for place in (path, path.replace("/en/", "/fr/", 1)):
            page.goto(place)
            seen += 1
            wide += [place] if page.evaluate(WIDER) else []
    page.close()
    assert wide == []
    assert seen > 30
