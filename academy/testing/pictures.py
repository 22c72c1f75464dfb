"""``make pictures``: the pictures of docs/tour.md, taken anew of the demonstration."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from academy.testing.chromium import Chromium
from academy.testing.site import BASE_DIR, EmbeddedSite

FOLDER = BASE_DIR / "docs" / "pictures"
PASSWORD = "demonstration"
ACADEMY = "/en/courses/academy-on-labour-migration/DEMO-OPEN/"


@dataclass(frozen=True)
class Scene:
    """What a picture shows: an address, or where its links of these texts lead; to whom, and how wide."""

    name: str
    address: str
    who: str = ""
    links: tuple[str, ...] = ()
    width: int = 1280


SCENES = [
    Scene("courses", "/en/courses/"),
    Scene("edition", ACADEMY),
    Scene("edition-on-a-phone", ACADEMY.replace("/en/", "/fr/"), width=360),
    Scene("place", "/en/my/", "applicant", ("main h3 a, main h2 a",)),
    Scene("diploma", "/en/my/diploma/", "applicant"),
    Scene("desk", "/admin/", "administrator"),
    Scene("workbench", "/admin/enrolment/application/workbench/", "reviewer", ("main table a, #content table a",)),
    Scene("outstanding", "/admin/enrolment/ledgerentry/outstanding/", "finance"),
]


def sign_in(page: Page, who: str) -> None:
    """As somebody of the demonstration."""
    page.goto("/en/account/login/")
    page.fill("[name=login]", f"{who}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def take(browser: Browser, site: EmbeddedSite, scene: Scene) -> None:
    """One picture, of what is seen without scrolling."""
    size = {"width": scene.width, "height": 800}
    context = browser.new_context(base_url=site.url, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    if scene.who:
        sign_in(page, scene.who)
    page.goto(scene.address)
    for link in scene.links:
        with page.expect_navigation():
            page.locator(link).first.click()
    page.screenshot(path=FOLDER / f"{scene.name}.jpg", type="jpeg", quality=72)
    context.close()


def main() -> int:
    """Start the demonstration, take all pictures, end it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, EmbeddedSite(Path(folder)) as site, sync_playwright() as playwright:
        site.start()
        chromium = Chromium(playwright)
        for scene in SCENES:
            take(chromium.running(), site, scene)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
