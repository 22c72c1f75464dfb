"""Invoices in a real browser: issued and credited at the desk, found and corrected by who pays; for everyone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.testing import cast
from certificates.operations.invoices import make
from enrolment.models import Invoice, Place
from enrolment.operations import cancel, payers
from enrolment.tests import build
from enrolment.tests import test_incoming_everyone as incoming

pytestmark = pytest.mark.django_db(transaction=True)
window = incoming.window


def test_an_invoice_goes_from_the_desk_to_who_pays(window: Page, live_server: LiveServer) -> None:
    felix = cast.finance()
    place = build.place(cast.applicant(), build.open_edition(starts_in=30), by=felix)
    payer = payers.correct(payers.of_participant(place), {"address": "12 rue de Thiong\nDakar"})
    incoming.come_in(window, felix, live_server)
    window.goto(reverse("admin:enrolment_payer_change", args=[payer.pk]))
    found = incoming.faults(window)
    window.get_by_role("button", name="See what would be issued").press("Enter")
    expect(window.get_by_text("12 rue de Thiong")).to_be_visible()
    found += incoming.faults(window)
    window.get_by_role("button", name="Issue the invoice").press("Enter")
    invoice = Invoice.objects.get()
    expect(window.get_by_role("heading", name=f"Invoice {invoice.number}", exact=True)).to_be_visible()
    make(str(invoice.pk))
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    for name, key in (("place_change", place.pk), ("invoice_changelist", None), ("payer_changelist", None)):
        window.goto(reverse(f"admin:enrolment_{name}", args=[key] if key else []))
        found += [f"{name}: {fault}" for fault in incoming.faults(window)]
    window.goto(reverse("admin:enrolment_invoice_change", args=[invoice.pk]))
    found += incoming.faults(window)
    window.get_by_role("button", name="Issue the credit note").press("Enter")
    expect(window.get_by_text("Issued: Credit note")).to_be_visible()
    assert found == []
    as_the_payer(window, place, invoice, live_server)


def as_the_payer(window: Page, place: Place, invoice: Invoice, server: LiveServer) -> None:
    """The participant's part: the papers, and an address that is corrected."""
    window.context.clear_cookies()
    incoming.come_in(window, place.participant, server)
    window.goto(place.get_absolute_url())
    found = incoming.faults(window)
    window.get_by_role("link", name="All my invoices").press("Enter")
    expect(window.get_by_role("link", name=f"Invoice {invoice.number}")).to_be_visible()
    window.get_by_label("Address").fill("")
    window.get_by_role("button", name="Save").press("Enter")
    expect(window.get_by_role("alert")).to_be_visible()
    found += incoming.faults(window)
    window.get_by_label("Address").fill("3 rue Neuve\nDakar")
    window.get_by_role("button", name="Save").press("Enter")
    expect(window.get_by_text("What was issued stays as it is.")).to_be_visible()
    assert found + incoming.faults(window) == []
