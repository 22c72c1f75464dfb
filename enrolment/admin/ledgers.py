"""Money at the desk: all rows of all ledgers, handed out between two days, and what is outstanding."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.columns import columns
from academy.desk import demand
from academy.exports import Exporting
from catalogue.admin.filters import EditionFilter
from enrolment.models import LedgerEntry
from enrolment.selectors import finance
from enrolment.templatetags.enrolment import kind

MONEY = "enrolment.record_money"


class EditionOfPlaceFilter(EditionFilter):
    """The edition of the place."""

    path = "place__edition"


@admin.register(LedgerEntry)
class LedgerEntryAdmin(Exporting):
    """The newest first; each leads to its place. Between two days, this is what accounting takes over."""

    list_display = (
        "number",
        "on",
        "kind",
        "reason_words",
        "who",
        "in_edition",
        "payer",
        "eur",
        "kind_of_participant",
        "by",
        "takes_back",
    )
    list_filter = (EditionOfPlaceFilter, "kind")
    list_per_page = 100
    search_fields = ("payer__name", "place__application__full_name", "place__edition__code")
    ordering = ("-pk",)
    sortable_by = ("number", "on", "eur")
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/enrolment/ledger.html"
    plain = {"number": "pk", "on": "on", "eur": "amount"}

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who records money."""
        return request.user.has_perm(MONEY)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(MONEY)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerEntry]:
        """All that a row reads, in one query."""
        rows = super().get_queryset(request)
        return rows.select_related("place__application", "place__edition__course", "payer", "by")

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.outstanding)
        return [
            path("outstanding/", view, name="enrolment_ledgerentry_outstanding"),
            *self.export_urls(),
            *super().get_urls(),
        ]

    def outstanding(self, request: HttpRequest) -> HttpResponse:
        """What is outstanding, by edition, payer and age, and income by month."""
        demand(request, MONEY)
        found = finance.figures(clock.today())
        return self.page(request, "outstanding", _("Money"), drawing=columns(found["months"]), **found)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A row has no page of its own: it stands in the ledger of its place."""
        return redirect("admin:enrolment_place_change", self.row(request, object_id).place_id)

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: LedgerEntry) -> int:
        """Its number, which never changes."""
        return row.pk

    @admin.display(description=gettext_lazy("reason"))
    def reason_words(self, row: LedgerEntry) -> str:
        """In the language of who looks."""
        return row.words

    @admin.display(description=gettext_lazy("participant"))
    def who(self, row: LedgerEntry) -> str:
        """Who has the place."""
        return row.place.application.full_name

    @admin.display(description=gettext_lazy("edition"))
    def in_edition(self, row: LedgerEntry) -> str:
        """The code."""
        return row.place.edition.code or row.place.edition.slug

    @admin.display(description=gettext_lazy("kind of participant"))
    def kind_of_participant(self, row: LedgerEntry) -> str:
        """As the terms of the place say it; empty at the usual price."""
        return kind(row.place)

    @admin.display(description=gettext_lazy("EUR"), ordering="amount")
    def eur(self, row: LedgerEntry) -> str:
        """Signed: what raises what is owed is more than nothing."""
        return wording.euros(row.amount)

    @admin.display(description=gettext_lazy("takes back"))
    def takes_back(self, row: LedgerEntry) -> str:
        """The number of the row that this one takes back."""
        return str(row.counters_id or "")
