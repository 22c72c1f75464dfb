"""What axe-core finds wrong on a page for people who use it by ear, by keyboard or with little sight."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()


def findings(page: Page) -> list[str]:
    """One line for each finding, with the markup it is about; empty on a page for everyone."""
    page.evaluate(SCRIPT.read_text())
    answer = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in answer["violations"] for node in rule["nodes"]]
