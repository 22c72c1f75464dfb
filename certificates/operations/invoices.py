"""The PDF of an invoice, pro-forma, credit note or receipt: made once by the worker, never again."""

from datetime import UTC, datetime
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import override
from segno import QRCode
from segno.helpers import make_epc_qr

from academy.documents.operations import keep
from academy.jobs.models import Job, JobState
from academy.jobs.operations import ask, name_of
from academy.letters.operations import in_words, post
from certificates.frozen import thaw
from certificates.operations.once import has_no_document, made_once
from enrolment.models import Invoice, InvoiceKind
from enrolment.operations.sponsor_places import url_for
from enrolment.rules.reference import in_fours

NEGATIVE = (InvoiceKind.CREDIT_NOTE, InvoiceKind.RECEIPT)  # their lines lower what is owed, and are printed without it


def make(invoice_id: str) -> None:
    """Draw what was issued, keep it and send it to the payer; done once however often it is run."""
    made_once(Invoice.objects.filter(pk=invoice_id), waits=has_no_document, draw=drawn, hand_over=hand_over)


def hand_over(invoice: Invoice, content: bytes) -> None:
    """Keep the PDF of the locked invoice and send it."""
    invoice.document = keep(
        content,
        title=f"{invoice.number}.pdf",
        content_type="application/pdf",
        name=f"invoice-{invoice.number}",
        made_from={"invoice": invoice.number} | invoice.data,
    )
    invoice.save(update_fields=["document"])
    send(invoice)


def send(invoice: Invoice) -> None:
    """A letter to the payer with the PDF, in the language of the PDF; none where no e-mail address is known."""
    payer = invoice.payer
    if not payer.letters_to:
        return
    says = thaw(invoice.data)
    read: dict[str, Any] = {
        "person": payer.person,
        "invoice": invoice,
        "sum": abs(invoice.total),
        "places": places_in(says["lines"]),
    }
    read |= {"places_url": url_for(payer) if invoice.reference else ""}
    words = in_words("certificates/document", invoice.language, read)
    sent: dict[str, Any] = {"person": payer.person, "language": invoice.language, "attachment": invoice.document}
    post("certificates/document", payer.letters_to, about=f"payer:{payer.pk}", **sent, **words)


def places_in(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for each place, in their order."""
    return list({line["place"]: line for line in lines}.values())


def ask_for_all() -> None:
    """Ask the worker for every PDF that is not there yet, less those that it gave up: those stand among the jobs."""
    failed = Job.objects.filter(work=name_of(make), state=JobState.FAILED).values_list("subject", flat=True)
    for key in Invoice.objects.filter(document=None).exclude(pk__in=[int(one) for one in failed]).values_list("pk"):
        ask(make, key[0])


def drawn(invoice: Invoice) -> bytes:
    """The PDF, from what was frozen alone, with the XML inside where EN 16931 knows such a document."""
    from certificates import einvoice, hybrid, pdf  # heavy, and only the worker needs them

    content = pdf.render(
        "invoice.html",
        values(invoice),
        language=invoice.language,
        sheet="invoice",
        made_at=invoice.at,
        sizes=("usual",),
        pages=range(1, 21),
    )
    if not einvoice.has_xml(invoice):
        return content
    made_at: datetime = invoice.at.astimezone(UTC)
    return hybrid.embedded(content, einvoice.xml_of(invoice), language=invoice.language, made_at=made_at)


def values(invoice: Invoice) -> dict[str, Any]:
    """What the template prints."""
    says = thaw(invoice.data)
    sign = -1 if invoice.kind in NEGATIVE else 1
    with override(invoice.language):
        kind = invoice.get_kind_display()
    found = says | {
        "kind": kind,
        "number": invoice.number,
        "on": invoice.on,
        "lines": [line | {"amount": sign * line["amount"]} for line in says["lines"]],
        "total": abs(invoice.total),
        "names": invoice.kind,
    }
    if not invoice.reference:
        return found
    asked = {"due": invoice.due, "reference": in_fours(invoice.reference), "iban": in_fours(says["seller"]["iban"])}
    return found | asked | {"qr": mark_safe(payment_code(invoice))}  # noqa: S308 -- drawn by segno


def payment_code(invoice: Invoice) -> str:
    """The code for banks' apps as a drawing in SVG."""
    drawing: str = symbol(invoice).svg_inline(
        border=0, omitsize=True, title=invoice.reference, svgclass="code", lineclass=None, dark="#122a75"
    )
    return drawing


def symbol(invoice: Invoice) -> QRCode:
    """The European Payments Council's QR code: banks' apps fill in account, sum and reference from it."""
    seller = invoice.data["seller"]
    account = {"name": seller["holder"], "iban": seller["iban"], "bic": seller["bic"]}
    return make_epc_qr(**account, amount=invoice.total, reference=invoice.reference)
