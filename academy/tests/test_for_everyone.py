"""What is asked of every page in a browser is asked: a page with faults is told of each."""

from playwright.sync_api import Page

from academy.testing.axe import faults

GOOD = "<!doctype html><html lang=en><title>T</title><style>{}</style><main><h1>T</h1><p>Words</p></main></html>"


def test_a_page_without_faults_keeps_its_width(page: Page) -> None:
    page.set_content(GOOD.format("body { background: white; color: black }"))
    assert faults(page) == []
    assert page.viewport_size == {"width": 1280, "height": 900}


def test_faults_of_one_width_and_one_light_are_told(page: Page) -> None:
    dark = "@media (prefers-color-scheme: dark) { body { background: black; color: #222 } }"
    page.set_content(GOOD.format(f"p {{ width: 600px }} {dark}").replace("lang=en", ""))
    found = "\n".join(faults(page))
    assert found.count("html-has-lang") == 2
    assert "at 360 px: it scrolls sideways" in found and "at 1280 px: it scrolls" not in found
    assert "at 360 px: color-contrast" in found and "at 1280 px: color-contrast" not in found
