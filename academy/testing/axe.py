"""What is wrong on a page for people who use it by ear, by keyboard, with little sight or on a small screen."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"
OVER = "document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish())"
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()


def faults(page: Page) -> list[str]:
    """One line for each: what the content policy stopped, what axe-core finds, and scrolling sideways.

    The page is looked at wide by day and narrow at night, and then goes back to its width. Empty: it is for everyone.
    """
    found = [message.text for message in page.console_messages() if "Content Security Policy" in message.text]
    before = page.viewport_size
    page.evaluate(SCRIPT.read_text())
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found += seen(page, 1280)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += seen(page, 360)
    if before:
        page.set_viewport_size(before)
    return found


def seen(page: Page, width: int) -> list[str]:
    """What is wrong at one width, as the page is lit just now."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(OVER)  # from the colours of the day to those of the night
    answer = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    wrong = [f"{rule['id']}: {node['html'][:200]}" for rule in answer["violations"] for node in rule["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("it scrolls sideways")
    return [f"{page.url} at {width} px: {fault}" for fault in wrong]
