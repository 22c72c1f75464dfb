"""The catalogue's pages work for everyone, and keep to the policy that browsers hold them to."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from academy.testing.axe import findings
from catalogue.operations.load import load_catalogue
from catalogue.tests import build

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = [
    "/en/",
    "/en/courses/",
    "/fr/courses/?text=nothing+at+all",
    "/en/courses/academy-on-labour-migration/",
    "/en/courses/academy-on-labour-migration/A9718056/",
    "/en/courses/academy-on-labour-migration/A9900001/",
    "/es/courses/fair-recruitment/A9716204/",
    "/en/courses/labour-migration-management/",
    "/en/courses/measuring-labour-migration/measuring-self-guided/",
    "/en/diploma/",
]


@pytest.fixture(autouse=True)
def offer() -> None:
    """The catalogue of the files, and an open edition."""
    load_catalogue()
    build.open_edition(code="A9900001")


def test_no_page_shuts_anybody_out_or_scrolls_sideways(visitor: Page) -> None:
    for place in PLACES:
        visitor.goto(place)
        assert findings(visitor) == [], place
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_no_page_breaks_its_own_security_policy(page: Page, live_server: LiveServer) -> None:
    for place in PLACES:
        page.goto(live_server.url + place)


def test_the_list_is_searched_by_keyboard_and_without_scripts(visitor: Page) -> None:
    visitor.goto("/en/courses/")
    visitor.get_by_label("Words").fill("simulation")
    visitor.get_by_label("Words").press("Enter")
    assert "text=simulation" in visitor.url
    assert visitor.get_by_role("status").filter(has_text="course").inner_text() == "One course, one coming edition"
