"""The style page, which shows every component in every state, and the doors work for everyone."""

import pytest
from playwright.sync_api import Page

from academy.testing.axe import findings

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = ["/en/style/", "/fr/style/", "/en/account/login/", "/en/account/signup/", "/mail/", "/en/nothing-here/"]


def test_no_page_shuts_anybody_out(visitor: Page) -> None:
    for place in PLACES:
        visitor.goto(place)
        assert findings(visitor) == [], place


def test_no_page_scrolls_sideways(visitor: Page) -> None:
    for place in PLACES:
        visitor.goto(place)
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_the_first_stop_of_the_tab_key_skips_to_the_content(visitor: Page) -> None:
    visitor.goto("/en/style/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main"
