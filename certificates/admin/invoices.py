"""Invoices, pro-formas, credit notes and receipts at the desk of finance."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from academy import wording
from academy.documents.operations import hand_out
from academy.money import ZERO
from certificates.admin.finance import OfFinance
from enrolment import facts
from enrolment.models import Invoice, InvoiceKind
from enrolment.operations import invoices


@admin.register(Invoice)
class InvoiceAdmin(OfFinance):
    """All that was issued, to find and to download, and the credit notes that are due."""

    list_display = ("number", "kind", "payer", "on", "payable", "asks", "reference")
    list_filter = ("kind", "year", "language")
    list_select_related = ("payer",)
    search_fields = ("number", "reference", "payer__name")
    plain = {"on": "on", "payable": "due", "asks": "total"}

    def get_urls(self) -> list[Any]:
        """``<invoice>/pdf/``, before Django's own addresses."""
        view = self.admin_site.admin_view(self.pdf)
        return [path("<int:key>/pdf/", view, name="enrolment_invoice_pdf"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What stands on it, and what was taken off since; a POST issues the credit note of that."""
        invoice = self.row(request, object_id)
        if request.method == "POST" and (done := self.issued(request, partial(invoices.credit, invoice))):
            return done
        rows = facts.rows_to_invoice(invoice.payer, facts.places_of(invoice))
        whole = sum((row.amount for row in rows), ZERO)
        due = invoice.kind == InvoiceKind.INVOICE and whole < ZERO
        found = {"invoice": invoice, "rows": rows, "whole": whole, "seen": str(whole), "due": due}
        title = f"{invoice.get_kind_display()} {invoice.number}"
        return self.page(request, "invoice", title, notes=invoice.credit_notes.all(), **found)

    @admin.display(description=gettext_lazy("To be paid by"), ordering="due")
    def payable(self, invoice: Invoice) -> str:
        """The last day on which to pay; empty on what asks for nothing."""
        return wording.day(invoice.due) if invoice.due else ""

    @admin.display(description=gettext_lazy("total in EUR"), ordering="total")
    def asks(self, invoice: Invoice) -> str:
        """The total, in the numbers of who looks."""
        return wording.euros(invoice.total)

    def pdf(self, request: HttpRequest, key: int) -> FileResponse:
        """The document, once it is made."""
        invoice = self.row(request, key)
        if invoice.document is None:
            raise Http404
        return hand_out(invoice.document)
