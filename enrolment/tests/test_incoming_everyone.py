"""Money coming in, in a real browser: a statement from the file to the ledger, and a card; for everyone."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from academy.testing.axe import findings
from academy.testing.card_provider import KEY, SECRET, event, stand_in
from enrolment.demonstration_bank import as_camt, came
from enrolment.models import Place
from enrolment.tests import build
from enrolment.tests.test_cards import tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[(1280, "light"), (360, "dark")], ids=["wide and light", "narrow and dark"])
def window(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window on the live server, in which nobody has signed in yet."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def come_in(window: Page, person: User, server: LiveServer) -> None:
    session = cast.browser(person).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def faults(window: Page) -> list[str]:
    """What axe finds, what the content policy stopped, and whether it scrolls sideways."""
    stopped = [message.text for message in window.console_messages() if "Content Security Policy" in message.text]
    sideways = window.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*stopped, *findings(window), *(["it scrolls sideways"] if sideways else [])]


def test_a_statement_goes_from_the_file_to_the_ledger_and_a_card_pays_the_rest(
    window: Page, live_server: LiveServer, tmp_path: Path, settings: Settings
) -> None:
    felix = cast.finance()
    place = build.place(cast.applicant(), build.open_edition(), by=felix)
    invoice = build.invoice(place, by=felix)
    texts = [(720, invoice.reference), (3, "who knows")]
    lines = [came(clock.now(), 1, Decimal(amount), text=text, remitter="R. Emitter") for amount, text in texts]
    (tmp_path / "bank.xml").write_text(as_camt(lines), encoding="utf-8")
    come_in(window, felix, live_server)
    window.goto(reverse("admin:enrolment_bankstatement_take_in"))
    found = faults(window)
    window.get_by_label("Statement").set_input_files(tmp_path / "bank.xml")
    window.get_by_role("button", name="Read it").click()
    found += faults(window)
    window.get_by_role("button", name="Book what is ticked").press("Enter")
    expect(window.get_by_text("1 sum is booked.")).to_be_visible()
    window.get_by_role("region", name="Not known").get_by_role("link", name="R. Emitter").press("Enter")
    window.get_by_label("Find places").fill("Amina")
    window.get_by_role("button", name="Find").press("Enter")
    expect(window.get_by_label("EUR for Amina Diallo")).to_be_attached()
    for page in (
        window.url,
        reverse("admin:enrolment_bankstatement_changelist"),
        reverse("admin:enrolment_incoming_changelist"),
        reverse("admin:enrolment_ledgerentry_changelist"),
        reverse("admin:enrolment_ledgerentry_outstanding"),
    ):
        window.goto(page)
        found += [f"{page}: {fault}" for fault in faults(window)]
    assert found == []
    pay_by_card(window, place, live_server, settings)


def pay_by_card(window: Page, place: Place, server: LiveServer, settings: Settings) -> None:
    """The participant's part: to the provider's page and back, once the provider has told."""
    window.context.clear_cookies()
    come_in(window, place.participant, server)
    with stand_in() as standing:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API = KEY, SECRET, standing.url
        settings.SITE_URL = server.url
        rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": rules | {"form-action": ["'self'", standing.url]}}
        window.goto(place.get_absolute_url())
        assert faults(window) == []
        window.get_by_role("button", name="Pay €2,000.00 by card").press("Enter")
        window.get_by_role("link", name="Pay").press("Enter")
        expect(window.get_by_text("The card company tells us within some minutes")).to_be_visible()
        assert tell(event(standing.paid("cs_test_1"))) == 200
    window.reload()
    expect(window.get_by_text("All is settled")).to_be_visible()
