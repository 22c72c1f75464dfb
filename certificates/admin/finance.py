"""What the desk's pages about payers and invoices share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import colleague
from academy.errors import Refused
from academy.exports import Exporting
from academy.jobs.operations import ask
from certificates.operations.invoices import make
from enrolment.forms.payer import SeenForm
from enrolment.models import Invoice


class OfFinance(Exporting):
    """Pages for who records money: finance and administrators."""

    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_urls(self) -> list[Any]:
        """The list as a spreadsheet, before Django's own addresses."""
        return [*self.export_urls(), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who records money."""
        return request.user.has_perm("enrolment.record_money")

    def issued(self, request: HttpRequest, act: Callable[..., Invoice]) -> HttpResponse | None:
        """Issue what was seen, ask the worker for the PDF and go to its page; None, the reason said, when refused."""
        form = SeenForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else Decimal(0)  # zero is never the sum of anything
        try:
            invoice = act(seen=seen, by=colleague(request), now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        ask(make, invoice.pk)
        said = {"kind": invoice.get_kind_display(), "number": invoice.number}
        messages.success(request, _("Issued: %(kind)s %(number)s. The PDF is being made.") % said)
        return redirect("admin:enrolment_invoice_change", invoice.pk)
