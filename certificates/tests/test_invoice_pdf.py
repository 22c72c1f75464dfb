"""Invoices on paper: what stands on them, the XML inside, and that they are made once."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import facturx
import pikepdf
import pypdf
import pytest
import segno
from lxml import etree

from academy import clock
from academy.accounts.models import User
from academy.jobs.models import Job, JobState
from academy.testing import cast
from certificates.einvoice import xml_of
from certificates.operations.invoices import drawn, make, payment_code, symbol
from certificates.tasks import prepare_invoices
from certificates.tests.build import work
from enrolment.models import Invoice, InvoiceKind, Payer, Place
from enrolment.operations import cancel, invoices, ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def places(felix: User) -> list[Place]:
    """Two places that one sponsor pays."""
    edition = build.open_edition(starts_in=10)
    people = [cast.applicant(), cast.applicant("binta@example.org", "Binta Sow")]
    made = [build.place(person, edition, by=felix, **build.SPONSOR) for person in people]
    known = {"address": "12 rue de Thiong\nDakar", "country": "SN", "tax_number": "SN-4711"}
    Payer.objects.update(**known)
    return made


def issued(places: list[Place], by: User, **more: Any) -> Invoice:
    return invoices.issue(payers.sponsor_of(places[0]), places, by=by, now=clock.now(), **more)


def credited(places: list[Place], by: User) -> Invoice:
    """A credit note with a penalty set against it."""
    invoice = issued(places, by)
    cancel.cancel(places[0], by=by, why="", seen=None, now=clock.now())
    return invoices.credit(invoice, by=by, now=clock.now())


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Invoice IN-", "To be paid by", "Pay by bank transfer", "€5,440.00", "Demonstration"]),
        ("fr", ["Facture IN-", "À payer au plus tard le", "Payer par virement", "Démonstration"]),
        ("es", ["Factura IN-", "Pagar a más tardar el", "Pagar por transferencia", "Demostración"]),
    ],
)
def test_it_says_who_pays_what_and_how(places: list[Place], felix: User, language: str, words: list[str]) -> None:
    Payer.objects.update(language=language)
    invoice = issued(places, felix)
    text = text_of(drawn(invoice))
    for part in [*words, invoice.number, "Amina Diallo", "Binta Sow", "Ministry of Labour", "Thiong", "A9900001"]:
        assert part in text
    assert invoice.reference in text.replace(" ", "")


def test_it_is_tagged_and_says_what_it_is_built_for(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    with pikepdf.open(io.BytesIO(drawn(invoice))) as file:
        assert file.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang) == "en"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"] == f"Invoice {invoice.number}"
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert list(file.attachments) == ["factur-x.xml"]
        assert len(file.Root.AF) == 1


def test_the_same_invoice_is_the_same_bytes(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    assert drawn(invoice) == drawn(invoice)


def test_the_xml_inside_is_valid_and_says_the_same(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    name, xml = facturx.get_xml_from_pdf(drawn(invoice), check_xsd=True)
    assert name == "factur-x.xml"
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="en16931")
    tree = etree.fromstring(xml)
    assert tree.findtext(f".//{RAM}TypeCode") == "380"
    assert Decimal(tree.findtext(f".//{RAM}GrandTotalAmount")) == invoice.total
    assert tree.findtext(f".//{RAM}PaymentReference") == invoice.reference
    assert len(tree.findall(f".//{RAM}IncludedSupplyChainTradeLineItem")) == 4


def test_a_credit_note_is_of_type_381_and_names_the_invoice(places: list[Place], felix: User) -> None:
    note = credited(places, felix)
    xml = xml_of(note)
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="en16931")
    tree = etree.fromstring(xml)
    assert tree.findtext(f".//{RAM}TypeCode") == "381"
    assert Decimal(tree.findtext(f".//{RAM}GrandTotalAmount")) == -note.total == build.PRICE / 2
    lines = [Decimal(one.text) for one in tree.iter(f"{RAM}LineTotalAmount")]
    assert lines == [build.PRICE, -build.PRICE / 2, build.PRICE / 2]
    assert note.data["corrects"]["number"] in etree.tostring(tree).decode()
    assert "Credited" in text_of(drawn(note))


def test_a_receipt_and_a_pro_forma_carry_no_xml(places: list[Place], felix: User) -> None:
    paid: dict[str, Any] = {"payer": payers.sponsor_of(places[0]), "on": clock.today() - timedelta(days=1)}
    payment = ledger.record_payment(places[0], build.PRICE, reference="TRF 1", by=felix, now=clock.now(), **paid)
    for one in (
        invoices.receipt(payment, by=felix, now=clock.now()),
        issued(places, felix, kind=InvoiceKind.PRO_FORMA),
    ):
        with pikepdf.open(io.BytesIO(drawn(one))) as file:
            assert not file.attachments


def test_the_code_for_banks_carries_account_sum_and_reference(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    said = ["BCD", "002", "2", "SCT", "DEMOITT1XXX", "ITCILO", "IT60X0542811101000000123456", "EUR5440", ""]
    expected = segno.make_qr("\n".join([*said, invoice.reference]).encode(), error="m", boost_error=False)
    assert symbol(invoice).matrix == expected.matrix
    assert f"<title>{invoice.reference}</title>" in payment_code(invoice)


def test_the_worker_makes_it_once(places: list[Place], felix: User) -> None:
    invoice = issued(places, felix)
    prepare_invoices()
    work()
    invoice.refresh_from_db()
    assert invoice.document is not None
    first = (invoice.document.pk, invoice.document.sha256)
    make(str(invoice.pk))
    prepare_invoices()
    invoice.refresh_from_db()
    assert invoice.document is not None
    assert (invoice.document.pk, invoice.document.sha256) == first
    assert not Job.objects.filter(state=JobState.PENDING, work__endswith="invoices.make").exists()
