"""Invoices and receipts as their payer gets them: the letter with the PDF, and a participant's own pages."""

from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from certificates.operations.invoices import make
from certificates.tests.build import work
from enrolment.models import Invoice, InvoiceKind, Payer, Place
from enrolment.operations import cancel, invoices, ledger, payers, sharing
from enrolment.tests import build

pytestmark = pytest.mark.django_db
MINE = "/en/my/invoices/"


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(felix: User) -> Place:
    """Paid by the participant, whose address is known."""
    made = build.place(cast.applicant(), build.open_edition(starts_in=30), by=felix)
    payers.correct(payers.of_participant(made), {"address": "12 rue de Thiong\nDakar"})
    return made


@pytest.fixture
def amina(place: Place) -> Client:
    return cast.browser(place.participant)


def issued(place: Place, by: User, kind: InvoiceKind = InvoiceKind.INVOICE) -> Invoice:
    """With its PDF, which the worker has made."""
    invoice = invoices.issue(payers.payer_of(place), [place], kind=kind, by=by, now=clock.now())
    make(str(invoice.pk))
    invoice.refresh_from_db()
    return invoice


def letter() -> Letter:
    """The letter with the newest document."""
    return Letter.objects.filter(name="certificates/document").latest("pk")


def test_the_participant_finds_and_opens_the_invoice(amina: Client, place: Place, felix: User) -> None:
    invoice = issued(place, felix)
    address = reverse("certificates:invoice", args=[invoice.number])
    for page in (MINE, place.get_absolute_url()):
        assert f'href="{address}"' in amina.get(page).content.decode()
    answer = amina.get(address)
    assert answer.getvalue().startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"


def test_an_invoice_waits_until_its_places_are_paid(amina: Client, place: Place, felix: User) -> None:
    invoice = issued(place, felix)
    assert "€2,720.00, to be paid by" in amina.get(MINE).content.decode()
    day, now = clock.today(), clock.now()
    ledger.record_payment(place, build.PRICE, payer=invoice.payer, on=day, reference="T", by=felix, now=now)
    assert "€2,720.00, settled" in amina.get(MINE).content.decode()


def test_the_page_asks_no_more_for_more_papers(
    amina: Client, place: Place, felix: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issued(place, felix, InvoiceKind.PRO_FORMA)
    with CaptureQueriesContext(connection) as few:
        amina.get(MINE)
    for kind in (InvoiceKind.PRO_FORMA, InvoiceKind.INVOICE):
        issued(place, felix, kind)
    with django_assert_num_queries(len(few)):
        amina.get(MINE)


def test_an_invoice_to_the_sponsor_is_not_the_participants(felix: User) -> None:
    sponsored = build.place(cast.applicant(), build.open_edition(), by=felix, **build.SPONSOR)
    payers.correct(payers.sponsor_of(sponsored), {"address": "1 Labour Road, Dakar", "country": "SN"})
    invoice = issued(sponsored, felix)
    browser = cast.browser(sponsored.participant)
    assert browser.get(reverse("certificates:invoice", args=[invoice.number])).status_code == 404
    shown = browser.get(sponsored.get_absolute_url()).content.decode()
    assert invoice.number not in shown
    assert "Ministry of Labour pays for your place or a part of it" in shown
    assert "Nothing is charged to you" in browser.get(MINE).content.decode()


def test_the_address_is_asked_for_and_stands_on_the_next_invoice(amina: Client, place: Place, felix: User) -> None:
    Payer.objects.update(address="")
    assert "Please write your address there" in amina.get(place.get_absolute_url()).content.decode()
    told = {"name": "Amina Diallo", "address": "", "country": "SN", "tax_number": "", "language": "fr"}
    assert amina.post(MINE, told).status_code == 422
    assert amina.post(MINE, told | {"address": "3 rue Neuve\nDakar"}).status_code == 302
    assert "Please write your address there" not in amina.get(place.get_absolute_url()).content.decode()
    invoice = issued(place, felix)
    assert (invoice.data["payer"]["address"], invoice.language) == ("3 rue Neuve\nDakar", "fr")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Please pay it by"),
        ("fr", "Veuillez la payer au plus tard"),
        ("es", "Páguela, por favor"),
    ],
)
def test_the_payer_gets_the_pdf_with_a_letter(place: Place, felix: User, language: str, said: str) -> None:
    Payer.objects.update(language=language)
    invoice = issued(place, felix)
    assert (letter().to, letter().language, letter().attachment) == ("amina@example.org", language, invoice.document)
    assert said in letter().text
    assert invoice.reference in letter().text
    mail.outbox.clear()
    work()
    (sent,) = [one for one in mail.outbox if invoice.number in one.subject]
    (attached,) = sent.attachments
    assert (attached[0], attached[2], attached[1][:4]) == (f"{invoice.number}.pdf", "application/pdf", b"%PDF")


def test_each_kind_has_words_of_its_own(place: Place, felix: User) -> None:
    issued(place, felix, InvoiceKind.PRO_FORMA)
    assert "so that the money can be released" in letter().text
    invoice = issued(place, felix)
    day, now = clock.today(), clock.now()
    paid = ledger.record_payment(place, Decimal(9), payer=invoice.payer, on=day, reference="T", by=felix, now=now)
    make(str(invoices.receipt(paid, by=felix, now=now).pk))
    assert "We have received €9.00; thank you." in letter().text
    cancel.cancel(place, by=felix, why="", seen=None, now=now)
    make(str(invoices.credit(invoice, by=felix, now=now).pk))
    assert f"off what our invoice {invoice.number} asks" in letter().text
    assert "/my/invoices/" in letter().text


def test_without_an_email_address_the_pdf_is_made_and_no_letter_written(place: Place, felix: User) -> None:
    stranger = payers.organization("A fund without a mailbox", address="1 Fund Street", country="CH")
    payer = payers.of_participant(place)
    sharing.share_out(place, {stranger: Decimal(720), payer: build.PRICE - 720}, by=felix, now=clock.now())
    invoice = invoices.issue(stranger, [place], by=felix, now=clock.now())
    make(str(invoice.pk))
    invoice.refresh_from_db()
    assert invoice.document is not None
    assert not Letter.objects.filter(name="certificates/document").exists()


def test_making_it_twice_writes_one_letter(place: Place, felix: User) -> None:
    invoice = issued(place, felix)
    make(str(invoice.pk))
    assert Letter.objects.filter(name="certificates/document").count() == 1
