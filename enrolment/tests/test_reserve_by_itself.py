"""In a browser, with the real worker: a place falls free, and the first on the reserve list gets it offered.

Somebody cancels; then the one to whom the place was offered lets the days to answer go by.
"""

import re

from playwright.sync_api import Browser, Page, expect

from academy.testing import cast
from academy.testing.axe import faults
from academy.testing.site import SeparateSite

GIVES_BACK, FIRST, SECOND = (f"{name}@reserve.example" for name in ("gives-back", "first", "second"))
CODE = "A9900077"
ONE_PLACE_AND_TWO_WHO_WAIT = f"""
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import faults
from enrolment.tests import build

ada = User.objects.get(email="administrator@example.org")
edition = build.open_edition(code="{CODE}", capacity=1, answer_days=7)
build.place(cast.person("{GIVES_BACK}", "Amina Diallo"), edition, by=ada)
for email, name in (("{FIRST}", "Bruno Silva"), ("{SECOND}", "Chen Li")):
    build.reserved(cast.person(email, name), edition, by=ada)
"""


THE_DAYS_ARE_OVER = """
from academy import clock
from enrolment.models import Offer

Offer.objects.open().update(answer_by=clock.now())
"""


def open_own(browser: Browser, site: SeparateSite, email: str) -> Page:
    """The page of what somebody has in the edition, signed in."""
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/en/account/login/?next=/en/my/")
    page.get_by_role("textbox", name=re.compile("^E-?mail")).fill(email)
    page.get_by_label("Password", exact=False).first.fill(cast.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("main").get_by_role("link", name=CODE).first.click()
    return page


def test_the_list_moves_by_itself_when_a_participant_cancels_and_when_an_offer_lapses(
    site: SeparateSite, browser: Browser
) -> None:
    site.manage("shell", "--verbosity", "0", "--command", ONE_PLACE_AND_TWO_WHO_WAIT)
    waiting = open_own(browser, site, SECOND)
    expect(waiting.get_by_role("heading", name="You are number 2 on the reserve list")).to_be_visible()
    assert faults(waiting) == []

    leaving = open_own(browser, site, GIVES_BACK)
    leaving.get_by_role("main").get_by_role("link", name="Cancel").first.click()
    leaving.get_by_role("button", name="Cancel my place").click()
    expect(leaving.get_by_text("Cancelled").first).to_be_visible()

    assert "days" in site.mail(FIRST, "A place is offered to you", within=60).text
    offered = open_own(browser, site, FIRST)
    expect(offered.get_by_text("A place is held for you").first).to_be_visible()
    assert faults(offered) == []
    waiting.reload()
    expect(waiting.get_by_role("heading", name="You are number 1 on the reserve list")).to_be_visible()
    assert not [mail for mail in site.mails(SECOND) if "offered" in mail.subject]

    site.manage("shell", "--verbosity", "0", "--command", THE_DAYS_ARE_OVER)
    assert "days" in site.mail(SECOND, "A place is offered to you", within=60).text
    offered.reload()
    expect(offered.get_by_text("The offer was not taken up in time").first).to_be_visible()
    assert faults(offered) == []
    waiting.reload()
    expect(waiting.get_by_text("A place is held for you").first).to_be_visible()
    for page in (waiting, leaving, offered):
        page.context.close()
