"""Money coming in, in a real browser: a statement from the file to the ledger, and a card; for everyone."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.testing import cast
from academy.testing.axe import faults
from academy.testing.card_provider import KEY, SECRET, event, stand_in
from enrolment.demonstration_bank import as_camt, came
from enrolment.models import Place
from enrolment.tests import build
from enrolment.tests.test_cards import tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_statement_goes_from_the_file_to_the_ledger_and_a_card_pays_the_rest(
    visitor: Page, live_server: LiveServer, tmp_path: Path, settings: Settings
) -> None:
    felix = cast.finance()
    place = build.place(cast.applicant(), build.open_edition(), by=felix)
    invoice = build.invoice(place, by=felix)
    texts = [(720, invoice.reference), (3, "who knows")]
    lines = [came(clock.now(), 1, Decimal(amount), text=text, remitter="R. Emitter") for amount, text in texts]
    (tmp_path / "bank.xml").write_text(as_camt(lines), encoding="utf-8")
    cast.come_in(visitor, felix, live_server.url)
    visitor.goto(reverse("admin:enrolment_bankstatement_take_in"))
    found = faults(visitor)
    visitor.get_by_label("Statement").set_input_files(tmp_path / "bank.xml")
    visitor.get_by_role("button", name="Read it").click()
    found += faults(visitor)
    visitor.get_by_role("button", name="Book what is ticked").press("Enter")
    expect(visitor.get_by_text("1 sum is booked.")).to_be_visible()
    visitor.get_by_role("region", name="Not known").get_by_role("link", name="R. Emitter").press("Enter")
    visitor.get_by_label("Find places").fill("Amina")
    visitor.get_by_role("button", name="Find").press("Enter")
    expect(visitor.get_by_label("EUR for Amina Diallo")).to_be_attached()
    for page in (
        visitor.url,
        reverse("admin:enrolment_bankstatement_changelist"),
        reverse("admin:enrolment_incoming_changelist"),
        reverse("admin:enrolment_ledgerentry_changelist"),
        reverse("admin:enrolment_ledgerentry_outstanding"),
    ):
        visitor.goto(page)
        found += faults(visitor)
    assert found == []
    pay_by_card(visitor, place, live_server, settings)


def pay_by_card(visitor: Page, place: Place, server: LiveServer, settings: Settings) -> None:
    """The participant's part: to the provider's page and back, once the provider has told."""
    visitor.context.clear_cookies()
    cast.come_in(visitor, place.participant, server.url)
    with stand_in() as standing:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API = KEY, SECRET, standing.url
        settings.SITE_URL = server.url
        rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": rules | {"form-action": ["'self'", standing.url]}}
        visitor.goto(place.get_absolute_url())
        assert faults(visitor) == []
        visitor.get_by_role("button", name="Pay €2,000.00 by card").press("Enter")
        visitor.get_by_role("link", name="Pay").press("Enter")
        expect(visitor.get_by_text("The card company tells us within some minutes")).to_be_visible()
        assert tell(event(standing.paid("cs_test_1"))) == 200
    visitor.reload()
    expect(visitor.get_by_text("All is settled")).to_be_visible()
