"""The style page, which shows every component in every state, and the doors work for everyone."""

import pytest
from playwright.sync_api import Page

from academy.testing.axe import faults

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = [
    "/en/style/",
    "/fr/style/",
    "/en/account/login/",
    "/en/account/signup/",
    "/fr/accessibility/",
    "/es/privacy/",
    "/mail/",
    "/en/nothing-here/",
]


def test_every_page_is_for_everyone(visitor: Page) -> None:
    for place in PLACES:
        visitor.goto(place)
        assert faults(visitor) == []


def test_the_first_stop_of_the_tab_key_skips_to_the_content(visitor: Page) -> None:
    visitor.goto("/en/style/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main"


def test_a_second_press_of_the_button_sends_nothing_more(visitor: Page) -> None:
    visitor.goto("/en/account/login/")
    visitor.fill("#id_login", "amina@example.org")
    visitor.fill("#id_password", "kangaroo-9-tram")
    sent = visitor.evaluate(
        """() => {
            let sent = 0;
            addEventListener("submit", event => {
                sent += event.defaultPrevented ? 0 : 1;
                event.preventDefault();
            });
            const form = document.querySelector("main form");
            form.requestSubmit();
            form.requestSubmit();
            return sent;
        }"""
    )
    assert sent == 1


def test_writing_that_would_be_lost_is_warned_of_until_it_is_sent(visitor: Page) -> None:
    leaves = "() => dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    visitor.goto("/en/account/login/")
    visitor.evaluate("() => { document.querySelector('main form').dataset.keep = '' }")
    assert visitor.evaluate(leaves)
    visitor.locator("#id_login").press_sequentially("a")
    assert not visitor.evaluate(leaves)
    visitor.evaluate("() => document.querySelector('main form').dispatchEvent(new Event('submit', {bubbles: true}))")
    assert visitor.evaluate(leaves)
