"""The whole way, once, in a real browser: from the catalogue to a certificate that anyone can verify.

The same journey runs on the site as in production (PostgreSQL, Redis, SMTP, separate processes) and as a newcomer
starts it (SQLite, one command).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from academy import clock
from academy.testing.site import EmbeddedSite, SeparateSite, Site
from enrolment.demonstration import PASSWORD

expect.set_options(timeout=20_000)
EDITION = "/en/courses/academy-on-labour-migration/DEMO-OPEN/"
ADDRESS, NAME = "newcomer@example.org", "Zoë Müller-Okonkwo"


@contextmanager
def visit(browser: Browser, site: Site, **options: object) -> Iterator[Page]:
    """A page of somebody of their own; ends with an error when the page's scripts or its policy complained."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    assert complaints == []


def sign_in(page: Page, who: str) -> None:
    page.goto("/en/account/login/")
    page.get_by_role("textbox", name=re.compile("^E-?mail")).fill(f"{who}@example.org")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Sign out").or_(page.get_by_role("button", name="Sign out"))).to_be_visible()


def sign_up(page: Page, site: Site, language: str = "en") -> None:
    """From the edition's page to an account with a confirmed address, and back to where one can apply."""
    page.goto(EDITION)
    page.get_by_role("link", name="Apply", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name="Make one with your e-mail address").click()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_role("textbox", name=re.compile("^E-?mail")).fill(ADDRESS)
    page.get_by_label("Password", exact=False).first.fill("correct horse battery staple")
    page.get_by_role("button", name="Make the account").click()
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", site.mail(ADDRESS, "").text, re.MULTILINE)
    assert code, site.mail(ADDRESS, "").text
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("main").get_by_role("button").first.click()


def apply(page: Page, letter: Path) -> None:
    """Every step of the form, with a stop in between, up to the sent application."""
    page.get_by_role("button", name="Start my application").click()
    page.get_by_label("Name on the certificate").fill(NAME)
    page.get_by_label("Nationality").select_option("NG")
    page.get_by_label("Country where you work").select_option("DE")
    save(page)
    page.get_by_role("textbox", name="Organization").fill("Federation of Migrant Workers")
    page.get_by_label("Position").fill("Policy officer")
    page.get_by_label("Workers' organization").check()
    page.get_by_label("Years of experience").fill("6")
    page.get_by_label("Language 1", exact=True).select_option("ig")
    page.get_by_label("Level in language 1").select_option("native")
    page.get_by_role("button", name="Save and come back later").click()
    page.goto(EDITION + "apply/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who pays")
    pay_through_a_sponsor(page, letter)
    page.get_by_label("Why you want to take part").fill("We negotiate our first cross-border agreement next year.")
    save(page)
    for number in range(3):
        page.locator("[name^=rank_]").nth(number).select_option(str(number + 1))
    save(page)
    page.get_by_label("What I have written is true").check()
    page.get_by_role("button", name="Send my application").click()


def pay_through_a_sponsor(page: Page, letter: Path) -> None:
    """The step with the letter; first with a file that is no letter, which must change nothing and lose nothing."""
    page.get_by_label("A sponsoring organization pays").check()
    page.get_by_role("textbox", name="Sponsoring organization").fill("Solidarity Fund")
    page.get_by_role("textbox", name="Contact person at the sponsor").fill("Ada Umeh")
    page.get_by_label("E-mail address of the sponsor").fill("fund@example.org")
    fake = letter.with_name("fake.pdf")
    fake.write_text("<html><script>alert(1)</script></html>")
    page.get_by_label("Sponsorship letter").set_input_files(fake)
    save(page)
    expect(page.get_by_text("Who pays").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Contact person at the sponsor")).to_have_value("Ada Umeh")
    page.get_by_label("Sponsorship letter").set_input_files(letter)
    save(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def accept(page: Page) -> None:
    """The reviewer finds the application in the queue, sees the letter beside it, and accepts."""
    page.goto("/admin/enrolment/application/?q=Okonkwo")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name="Sponsorship letter")).to_be_visible()
    expect(page.get_by_role("link", name="Download the letter")).to_be_visible()
    page.get_by_role("button", name="Accept", exact=True).press("Enter")
    expect(page.get_by_text("Accepted", exact=False).first).to_be_visible()


def receive_payment(page: Page) -> None:
    """Finance books the whole price."""
    page.goto("/admin/enrolment/place/?q=Okonkwo")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Record a payment").click()
    page.get_by_label("Reference").fill("Transfer 4711")
    page.get_by_role("button", name="Record a payment").click()
    expect(page.get_by_text("Settled")).to_be_visible()


def complete_and_issue(page: Page) -> None:
    """The administrator fills the person's row of the grid and issues what is due."""
    page.goto("/admin/enrolment/place/record/")
    page.get_by_role("main").get_by_role("link", name=re.compile("DEMO-OPEN")).click()
    row = page.get_by_role("row").filter(has_text=NAME)
    for column, amount in enumerate((3, 3, 4, 1, 1)):
        row.get_by_role("spinbutton").nth(column).fill(str(amount))
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("row").filter(has_text=NAME)).to_contain_text("all done")
    page.goto("/admin/certificates/certificate/issue/")
    page.get_by_role("main").get_by_role("link", name=re.compile("DEMO-OPEN")).click()
    expect(page.get_by_role("row").filter(has_text=NAME).first).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Issue \d+ certificate")).click()
    page.get_by_label("Password").fill("demonstration")
    page.get_by_role("main").locator("form button").first.click()
    expect(page.get_by_text("being made").first).to_be_visible()


def journey(site: Site, browser: Browser, letter: Path) -> None:
    with visit(browser, site) as applicant, visit(browser, site) as staff:
        sign_up(applicant, site)
        apply(applicant, letter)
        expect(applicant.get_by_text("Received, being reviewed").first).to_be_visible()
        assert "DEMO-OPEN" in site.mail(ADDRESS, "We have your application").text
        sign_in(staff, "reviewer")
        accept(staff)
        assert "2,720" in site.mail(ADDRESS, "You have a place").text
        follow_the_place(applicant)
    with visit(browser, site) as finance, visit(browser, site) as administrator:
        sign_in(finance, "finance")
        receive_payment(finance)
        assert "2,720" in site.mail(ADDRESS, "We have received").text
        sign_in(administrator, "administrator")
        complete_and_issue(administrator)
    number = certified(site, browser)
    verify(site, browser, number)
    cancel(site, browser)


def follow_the_place(page: Page) -> None:
    """The accepted person sees the charge, part by part."""
    page.goto("/en/my/")
    page.get_by_role("link", name=re.compile("DEMO-OPEN")).first.click()
    for words in ("€2,000.00", "€720.00", "€2,720.00"):
        expect(page.get_by_text(words).first).to_be_visible()


def certified(site: Site, browser: Browser) -> str:
    """The letter comes, the PDF can be downloaded, and it says whose it is; returns its number."""
    site.mail(ADDRESS, "Your certificate", within=60)
    with visit(browser, site) as page:
        page.goto("/en/account/login/?next=/en/my/")
        page.get_by_role("textbox", name=re.compile("^E-?mail")).fill(ADDRESS)
        page.get_by_label("Password", exact=False).first.fill("correct horse battery staple")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name=re.compile("DEMO-OPEN")).first.click()
        page.get_by_role("main").get_by_role("link", name=re.compile("ertificate")).first.click()
        number = page.get_by_role("definition").first.inner_text()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the PDF").click()
        text = PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    assert NAME in text
    assert number in text
    return number


def verify(site: Site, browser: Browser, number: str) -> None:
    """A stranger types the number, in lower case, and is told that it stands; without scripts, on a phone."""
    with visit(browser, site, java_script_enabled=False) as stranger:
        stranger.set_viewport_size({"width": 360, "height": 740})
        stranger.goto("/en/verify/")
        stranger.get_by_label("Number").fill(number.lower())
        stranger.get_by_role("button", name="Verify", exact=True).click()
        expect(stranger.get_by_text(NAME).first).to_be_visible()
        assert stranger.url.endswith(f"/en/verify/{number}/")


def cancel(site: Site, browser: Browser) -> None:
    """The demonstration's applicant gives back a paid place and gets back what the page had worked out."""
    with visit(browser, site) as page:
        sign_in(page, "applicant")
        page.goto("/en/my/")
        page.get_by_role("link", name=re.compile("DEMO-NEXT")).click()
        page.get_by_role("main").get_by_role("link", name=re.compile("^Cancel")).click()
        sums = page.get_by_role("table").first.inner_text()
        penalty, refund = worked_out(sums)
        page.get_by_role("button", name="Cancel my place").click()
        expect(page.get_by_text("Cancelled").first).to_be_visible()
    text = site.mail("applicant@example.org", "cancelled").text
    assert penalty in text
    assert refund in text


def worked_out(sums: str) -> tuple[str, str]:
    """What the policy gives: half of EUR 2,490 from 8 to 13 days before the start, all of it from 7 on."""
    monday = clock.today() + timedelta(days=7 + -clock.today().weekday() % 7)
    late = (monday - clock.today()).days <= 7
    penalty, refund = ("€2,490.00", "€0.00") if late else ("€1,245.00", "€1,230.00")
    assert penalty in sums
    assert refund in sums
    return penalty, refund


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A one-page PDF on disk."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "letter.pdf")
    return tmp_path / "letter.pdf"


def test_the_whole_way_as_in_production(site: SeparateSite, browser: Browser, letter: Path) -> None:
    journey(site, browser, letter)


def test_the_whole_way_as_a_newcomer_starts_it(embedded_site: EmbeddedSite, browser: Browser, letter: Path) -> None:
    journey(embedded_site, browser, letter)
