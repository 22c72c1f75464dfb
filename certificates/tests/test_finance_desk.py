"""The desk of finance: a payer's page, what would be issued, issuing it, and who may."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.testing import cast
from certificates.tests.build import work
from enrolment.models import EntryKind, Invoice, InvoiceKind, Payer, Place
from enrolment.operations import cancel, invoices, ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db
NAMES = ("Amina Diallo", "Binta Sow", "Chidi Eze", "Dina Saleh", "Elsa Moreau")


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def places(felix: User) -> list[Place]:
    """Five nominees whom one sponsor pays."""
    edition = build.open_edition(starts_in=30)
    people = [cast.applicant(f"{name[:5].lower()}@example.org", name) for name in NAMES]
    return [build.place(person, edition, by=felix, **build.SPONSOR) for person in people]


@pytest.fixture
def sponsor(places: list[Place]) -> Payer:
    return payers.correct(payers.sponsor_of(places[0]), {"address": "1 Labour Road\nDakar", "country": "SN"})


@pytest.fixture
def desk(felix: User) -> Client:
    return cast.browser(felix)


def page(payer: Payer) -> str:
    return reverse("admin:enrolment_payer_change", args=[payer.pk])


def issue_page(payer: Payer, query: str) -> str:
    return reverse("admin:enrolment_payer_issue", args=[payer.pk]) + f"?{query}"


def of(places: list[Place]) -> str:
    return "&".join(f"place={place.pk}" for place in places)


def test_a_sponsor_with_five_nominees_gets_one_invoice(desk: Client, sponsor: Payer, places: list[Place]) -> None:
    shown = desk.get(page(sponsor)).content.decode()
    for place in places:
        assert f'name="place" value="{place.pk}"' in shown
    assert "owes €13,600.00, since" in shown
    preview = desk.get(issue_page(sponsor, of(places)))
    assert preview.context["whole"] == 5 * build.PRICE
    assert preview.context["due"] == clock.today() + timedelta(days=30 - 14)
    answer = desk.post(issue_page(sponsor, of(places)), {"seen": "13600.00"}, follow=True)
    invoice = Invoice.objects.get()
    assert f"Issued: Invoice {invoice.number}" in answer.content.decode()
    assert {line["participant"] for line in invoice.data["lines"]} == set(NAMES)
    work()
    pdf = desk.get(reverse("admin:enrolment_invoice_pdf", args=[invoice.pk]))
    assert pdf.getvalue().startswith(b"%PDF")


def test_a_pro_forma_has_its_own_button(desk: Client, sponsor: Payer, places: list[Place]) -> None:
    desk.post(issue_page(sponsor, of(places[:1])), {"seen": "2720.00", "kind": "pro-forma"})
    assert Invoice.objects.get().kind == InvoiceKind.PRO_FORMA


@pytest.mark.parametrize("seen", ["2719.99", "", "much"])
def test_what_was_not_seen_is_not_issued(desk: Client, sponsor: Payer, places: list[Place], seen: str) -> None:
    answer = desk.post(issue_page(sponsor, of(places[:1])), {"seen": seen})
    assert "The ledger has changed" in answer.content.decode()
    assert not Invoice.objects.exists()


def test_without_an_address_the_page_says_what_lacks_and_has_no_button(
    desk: Client, sponsor: Payer, places: list[Place]
) -> None:
    payers.correct(sponsor, {"address": ""})
    shown = desk.get(issue_page(sponsor, of(places))).content.decode()
    assert "Still lacking: address." in " ".join(shown.split())
    assert "Issue the invoice" not in shown


def test_a_payer_is_corrected_and_what_was_issued_stays(
    desk: Client, sponsor: Payer, places: list[Place], felix: User
) -> None:
    invoice = invoices.issue(sponsor, places, by=felix, now=clock.now())
    new = {
        "name": "Ministry of Work",
        "email": sponsor.email,
        "address": "2 New Road",
        "country": "GH",
        "language": "fr",
    }
    assert desk.post(page(sponsor), new).status_code == 302
    sponsor.refresh_from_db()
    invoice.refresh_from_db()
    assert (sponsor.name, str(sponsor.country), sponsor.language) == ("Ministry of Work", "GH", "fr")
    assert invoice.data["payer"]["name"] == "Ministry of Labour"


def test_a_cancelled_place_leads_to_a_credit_note(
    desk: Client, sponsor: Payer, places: list[Place], felix: User
) -> None:
    invoice = invoices.issue(sponsor, places, by=felix, now=clock.now())
    address = reverse("admin:enrolment_invoice_change", args=[invoice.pk])
    assert "credit note is due" not in desk.get(address).content.decode()
    cancel.cancel(places[0], by=felix, why="", seen=None, now=clock.now())
    assert address in desk.get(reverse("admin:enrolment_place_change", args=[places[0].pk])).content.decode()
    shown = desk.get(address)
    assert (shown.context["whole"], "credit note is due" in shown.content.decode()) == (-build.PRICE, True)
    desk.post(address, {"seen": shown.context["seen"]})
    assert invoice.credit_notes.get().total == -build.PRICE
    assert "credit note is due" not in desk.get(address).content.decode()


def test_a_payment_gets_one_receipt(desk: Client, sponsor: Payer, places: list[Place], felix: User) -> None:
    day, now = clock.today(), clock.now()
    ledger.record_payment(places[0], Decimal(500), payer=sponsor, on=day, reference="TRF 7", by=felix, now=now)
    payment = places[0].ledger.get(kind=EntryKind.PAYMENT)
    address = issue_page(sponsor, f"payment={payment.pk}")
    assert desk.get(address).context["whole"] == 500
    desk.post(address, {"seen": "500.00"})
    assert Invoice.objects.get().kind == InvoiceKind.RECEIPT
    assert "TRF 7" not in desk.get(page(sponsor)).content.decode().split("Ledger")[0]


def test_a_place_of_another_payer_is_not_invoiced_to_this_one(
    desk: Client, sponsor: Payer, places: list[Place], felix: User
) -> None:
    other = build.place(cast.applicant("self@example.org", "Self Payer"), places[0].edition, by=felix)
    assert desk.get(issue_page(sponsor, of([other]))).context["rows"] == []


def test_a_reviewer_sees_no_payer_and_no_invoice(sponsor: Payer, places: list[Place]) -> None:
    browser = cast.browser(cast.reviewer())
    assert browser.get(page(sponsor)).status_code == 403
    assert browser.post(issue_page(sponsor, of(places)), {"seen": "13600.00"}).status_code == 403
    shown = browser.get(reverse("admin:enrolment_place_change", args=[places[0].pk]))
    assert "Payers and invoices" not in shown.content.decode()


def test_a_payers_page_asks_no_more_for_more_places(
    desk: Client, sponsor: Payer, places: list[Place], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(page(sponsor))
    with django_assert_max_num_queries(16):
        desk.get(page(sponsor))


def test_payers_are_found_by_what_waits_to_be_issued(
    desk: Client, sponsor: Payer, places: list[Place], felix: User
) -> None:
    def found(what: str) -> list[Payer]:
        listed = desk.get(reverse("admin:enrolment_payer_changelist"), {"to": what}).context["cl"].queryset
        assert desk.get("/admin/").status_code == 200
        return list(listed)

    assert (found("invoice"), found("credit")) == ([sponsor], [])
    invoices.issue(sponsor, places, by=felix, now=clock.now())
    assert (found("invoice"), found("credit")) == ([], [])
    cancel.cancel(places[0], by=felix, why="", seen=None, now=clock.now())
    assert (found("invoice"), found("credit")) == ([], [sponsor])
