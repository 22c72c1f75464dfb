"""The catalogue's pages work for everyone, and keep to the policy that browsers hold them to."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from academy.testing.axe import faults
from catalogue.models import Edition
from catalogue.operations.load import load_catalogue
from catalogue.tests import build

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: ViewportSize = {"width": 360, "height": 740}
PLACES = [
    "/en/",
    "/en/courses/",
    "/fr/courses/?text=nothing+at+all",
    "/en/courses/?text=recrutiment&language=fr&since=2027-02-01&until=2027-01-01&delivery=by-balloon&archive=on",
    "/en/courses/academy-on-labour-migration/",
    "/en/courses/academy-on-labour-migration/A9718056/",
    "/en/courses/academy-on-labour-migration/A9900001/",
    "/es/courses/fair-recruitment/A9716204/",
    "/en/courses/labour-migration-management/",
    "/en/courses/measuring-labour-migration/measuring-self-guided/",
    "/en/courses/academy-on-labour-migration/tell-me/",
    "/en/calendar/",
    "/es/calendar/2025/",
    "/en/diploma/",
]


@pytest.fixture(autouse=True)
def offer() -> None:
    """The catalogue of the files, and an open edition."""
    load_catalogue()
    build.open_edition(code="A9900001")


def test_every_page_is_for_everyone(visitor: Page) -> None:
    for place in PLACES:
        visitor.goto(place)
        assert faults(visitor) == []


def test_the_list_is_searched_by_keyboard_and_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)
    visitor = context.new_page()
    visitor.goto("/en/courses/")
    visitor.get_by_label("Words").fill("simulation")
    visitor.get_by_label("Words").press("Enter")
    assert "text=simulation" in visitor.url
    assert visitor.get_by_role("status").filter(has_text="course").inner_text() == "One course, one coming edition"
    visitor.get_by_text("Narrow down").click()
    visitor.get_by_label("Language", exact=True).select_option("fr")
    visitor.get_by_role("button", name="Show courses").click()
    assert "language=fr" in visitor.url and "text=simulation" in visitor.url
    context.close()


def test_the_list_follows_its_form_in_place_and_says_how_much_it_found(visitor: Page) -> None:
    visitor.goto("/en/courses/")
    visitor.evaluate("window.stayed = true")
    status, words = visitor.locator("#found"), visitor.get_by_label("Words")
    words.press_sequentially("simulat")
    expect(status).to_have_text("One course, one coming edition")
    expect(words).to_be_focused()
    assert visitor.url.endswith("?text=simulat")
    visitor.get_by_text("Narrow down").click()
    visitor.get_by_label("Language", exact=True).select_option("fr")
    expect(visitor.locator(".wish")).to_have_count(2)
    assert visitor.url.endswith("?text=simulat&language=fr")
    visitor.get_by_role("link", name="Take away: French").click()
    expect(visitor.get_by_label("Language", exact=True)).to_have_value("")
    expect(status).to_be_focused()
    assert visitor.url.endswith("?text=simulat") and visitor.evaluate("window.stayed")
    assert faults(visitor) == []


def test_the_deadline_is_said_in_the_readers_time_zone_without_moving_the_page(
    browser: Browser, live_server: LiveServer
) -> None:
    close = Edition.objects.get(code="A9900001").applications_close
    assert close is not None
    context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Tokyo", viewport=PHONE)
    reader = context.new_page()
    reader.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => moved += one.value))"
        '.observe({type: "layout-shift", buffered: true})'
    )
    for language, zone in (("en", "Japan Standard Time"), ("fr", "heure normale du Japon")):
        reader.goto(f"/{language}/courses/academy-on-labour-migration/A9900001/")
        line = reader.locator("[data-local-time]")
        expect(line).to_contain_text(f"({zone})")
        expect(line).to_contain_text(str((close + timedelta(days=1)).day))
        assert reader.evaluate("moved") < 0.01
    context.close()
