"""``make pictures``: the pictures of docs/tour.md, taken anew of the demonstration."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ViewportSize

from academy.testing.site import BASE_DIR, EmbeddedSite
from certificates.tests.test_journey import EDITION, sign_in

FOLDER = BASE_DIR / "docs" / "pictures"


@dataclass(frozen=True)
class Scene:
    """What a picture shows: an address, or where the first link that ``follow`` selects there leads; for ``who``."""

    name: str
    address: str
    who: str = ""
    follow: str = ""
    width: int = 1280


SCENES = [
    Scene("courses", "/en/courses/"),
    Scene("edition", EDITION),
    Scene("edition-on-a-phone", EDITION.replace("/en/", "/fr/"), width=360),
    Scene("place", "/en/my/", "applicant", follow="main h3 a"),
    Scene("diploma", "/en/my/diploma/", "applicant"),
    Scene("desk", "/admin/", "administrator"),
    Scene("workbench", "/admin/enrolment/application/workbench/", "reviewer", follow="#content table a"),
    Scene("outstanding", "/admin/enrolment/ledgerentry/outstanding/", "finance"),
]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_picture_is_taken(embedded_site: EmbeddedSite, browser: Browser, scene: Scene) -> None:
    """Of what is seen without scrolling."""
    size: ViewportSize = {"width": scene.width, "height": 800}
    context = browser.new_context(base_url=embedded_site.url, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    if scene.who:
        sign_in(page, scene.who)
    page.goto(scene.address)
    if scene.follow:
        with page.expect_navigation():
            page.locator(scene.follow).first.click()
    page.screenshot(path=FOLDER / f"{scene.name}.jpg", type="jpeg", quality=72)
    context.close()
