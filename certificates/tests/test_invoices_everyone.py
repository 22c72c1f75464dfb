"""Invoices in a real browser: issued and credited at the desk, found and corrected by who pays; for everyone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.documents.operations import keep
from academy.testing import cast
from academy.testing.axe import faults
from enrolment.models import Invoice, Place
from enrolment.operations import cancel, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invoice_goes_from_the_desk_to_who_pays(visitor: Page, live_server: LiveServer) -> None:
    felix = cast.finance()
    place = build.place(cast.applicant(), build.open_edition(starts_in=30), by=felix)
    payer = payers.correct(payers.of_participant(place), {"address": "12 rue de Thiong\nDakar"})
    cast.come_in(visitor, felix, live_server.url)
    visitor.goto(reverse("admin:enrolment_payer_change", args=[payer.pk]))
    found = faults(visitor)
    visitor.get_by_role("button", name="See what would be issued").press("Enter")
    expect(visitor.get_by_text("12 rue de Thiong")).to_be_visible()
    found += faults(visitor)
    visitor.get_by_role("button", name="Issue the invoice").press("Enter")
    invoice = Invoice.objects.get()
    expect(visitor.get_by_role("heading", name=f"Invoice {invoice.number}", exact=True)).to_be_visible()
    paper = keep(b"%PDF-1.7", title=invoice.number, content_type="application/pdf")  # a real one: test_invoice_pdf
    Invoice.objects.filter(pk=invoice.pk).update(document=paper)
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    for name, key in (("place_change", place.pk), ("invoice_changelist", None), ("payer_changelist", None)):
        visitor.goto(reverse(f"admin:enrolment_{name}", args=[key] if key else []))
        found += faults(visitor)
    visitor.goto(reverse("admin:enrolment_invoice_change", args=[invoice.pk]))
    found += faults(visitor)
    visitor.get_by_role("button", name="Issue the credit note").press("Enter")
    expect(visitor.get_by_text("Issued: Credit note")).to_be_visible()
    assert found == []
    as_the_payer(visitor, place, invoice, live_server)


def as_the_payer(visitor: Page, place: Place, invoice: Invoice, server: LiveServer) -> None:
    """The participant's part: the papers, and an address that is corrected."""
    visitor.context.clear_cookies()
    cast.come_in(visitor, place.participant, server.url)
    visitor.goto(place.get_absolute_url())
    found = faults(visitor)
    visitor.get_by_role("link", name="All my invoices").press("Enter")
    expect(visitor.get_by_role("link", name=f"Invoice {invoice.number}")).to_be_visible()
    visitor.get_by_label("Address").fill("")
    visitor.get_by_role("button", name="Save").press("Enter")
    expect(visitor.get_by_role("alert")).to_be_visible()
    found += faults(visitor)
    visitor.get_by_label("Address").fill("3 rue Neuve\nDakar")
    visitor.get_by_role("button", name="Save").press("Enter")
    expect(visitor.get_by_text("What was issued stays as it is.")).to_be_visible()
    assert found + faults(visitor) == []
