"""Payers at the desk of finance: for which places each pays, what is owed since when, and what is to be issued."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.desk import note_reading
from academy.errors import Refused
from academy.letters.models import Letter
from academy.money import ZERO
from certificates.admin.finance import OfFinance
from enrolment import facts
from enrolment.forms.payer import PayerForm, ToIssueForm
from enrolment.models import InvoiceKind, Payer
from enrolment.models.sums import total
from enrolment.operations import invoices
from enrolment.operations.payers import correct
from enrolment.operations.sponsor_places import url_for


class ToIssueFilter(admin.SimpleListFilter):
    """What waits to be issued to them."""

    title = gettext_lazy("to be issued")
    parameter_name = "to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """An invoice, a credit note."""
        return [("invoice", gettext_lazy("An invoice")), ("credit", gettext_lazy("A credit note"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Payer]) -> QuerySet[Payer]:
        """The payers to whom it is to be issued."""
        found = {"invoice": facts.payers_to_invoice, "credit": facts.payers_to_credit}.get(self.value() or "")
        return queryset.filter(pk__in=found().values("pk")) if found else queryset


@admin.register(Payer)
class PayerAdmin(OfFinance):
    """One payer: all places, all rows of their ledgers, what stands on no invoice yet, and what was issued."""

    list_display = ("name", "email", "country", "owed")
    list_filter = (ToIssueFilter,)
    search_fields = ("name", "email", "person__email")
    ordering = ("name", "pk")
    plain = {"owed": "balance"}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payer]:
        """With what each owes."""
        own = Payer.objects.filter(pk=OuterRef("pk")).order_by().values("pk").annotate(sum=total("entries__amount"))
        return Payer.objects.annotate(balance=Subquery(own.values("sum")))

    def get_urls(self) -> list[Any]:
        """``<payer>/issue/``, before Django's own addresses."""
        view = self.admin_site.admin_view(self.issue)
        return [path("<int:key>/issue/", view, name="enrolment_payer_issue"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What is owed and was issued; a POST corrects name, address and the like, which later invoices say."""
        payer = self.row(request, object_id)
        form = PayerForm(request.POST or None, instance=payer)
        if form.is_valid() and self.corrected(request, payer, form):
            return redirect("admin:enrolment_payer_change", payer.pk)
        pairs = facts.places_paid_by(payer)
        found = {
            "payer": payer,
            "form": form,
            "pairs": pairs,
            "owed": sum((one.owed for one in pairs), ZERO),
            "open": sum((one.to_invoice for one in pairs if one.to_invoice > ZERO), ZERO),
            "since": min((one.since for one in pairs if one.since), default=None),
            "places_url": url_for(payer),
            "issued": payer.invoices.all(),
            "payments": facts.without_receipt(payer),
            "letters": Letter.objects.filter(about=f"payer:{payer.pk}").order_by("written_at"),
        }
        status = 422 if form.errors else 200
        return self.page(request, "payer", Payer.objects.get(pk=payer.pk).name, status=status, **found)

    def corrected(self, request: HttpRequest, payer: Payer, form: PayerForm) -> bool:
        """Whether the operation took it; who wrote it is noted."""
        try:
            correct(payer, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        note_reading(request, payer, f"Corrected {', '.join(form.changed_data)}.")
        messages.success(request, _("Saved. What was issued stays as it is."))
        return True

    def issue(self, request: HttpRequest, key: int) -> HttpResponse:
        """What would be issued for the chosen places or payment; a POST issues it, if it is still what was seen."""
        payer = self.row(request, key)
        chosen = ToIssueForm(payer, request.GET)
        payment = chosen.cleaned_data.get("payment") if chosen.is_valid() else None
        places = chosen.cleaned_data.get("place", [])
        if request.method == "POST":
            kind = InvoiceKind.PRO_FORMA if request.POST.get("kind") == "pro-forma" else InvoiceKind.INVOICE
            invoice = partial(invoices.issue, payer, places, kind=kind)
            if done := self.issued(request, partial(invoices.receipt, payment) if payment else invoice):
                return done
        rows = [payment] if payment else facts.rows_to_invoice(payer, places)
        whole = sum((-row.amount if payment else row.amount for row in rows), ZERO)
        found = {
            "payer": payer,
            "payment": payment,
            "rows": rows,
            "whole": whole,
            "seen": str(whole),
            "due": facts.due_of(rows, clock.today()),
            "lacking": [] if payment else [Payer._meta.get_field(name) for name in facts.lacking_of_payer(payer)],
        }
        return self.page(request, "issue", _("What would be issued"), **found)

    @admin.display(description=gettext_lazy("owed, EUR"), ordering="balance")
    def owed(self, payer: Any) -> str:
        """Over all places; negative when the Centre owes."""
        return wording.euros(payer.balance)
