"""Places at the desk: the list, the page of one with its ledger and record, and the pages of its deeds."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.desk import colleague, demand, demand_again
from academy.errors import Refused
from academy.exports import Exporting
from academy.letters.models import Letter
from catalogue.admin.filters import EditionFilter
from catalogue.models import RequirementKind
from enrolment import facts
from enrolment.admin.allocation import AllocationPage
from enrolment.admin.attendance import AttendancePages
from enrolment.admin.deed import Deed
from enrolment.admin.deeds import DEEDS, offered
from enrolment.admin.filters import ChangeFilter, MoneyFilter, PlaceStateFilter, StayFilter
from enrolment.admin.marking import MarkingPages
from enrolment.admin.record import RecordPages
from enrolment.admin.report import ReportPage
from enrolment.admin.sheet import steps
from enrolment.admin.stay import STAY, StayPages
from enrolment.admin.teams import TeamPages
from enrolment.forms.ledger import OfPlace
from enrolment.models import Place
from enrolment.rules.completion import Line
from enrolment.wording import because

MONEY, RECORD = "enrolment.record_money", "enrolment.record_evidence"


def money_of(place: Place) -> dict[str, Any]:
    """The ledger, what was waived, who pays and what is to be issued to whom, and what was issued; for finance."""
    ledger, pairs = place.ledger.select_related("payer", "by"), facts.payers_of(place)
    found = {"ledger": ledger, "pairs": pairs, "issued": facts.invoices_of(place)}
    return {"sees_money": True, "waivers": place.waivers.select_related("by"), **found}


def record_of(place: Place) -> list[tuple[Any, Line, str]]:
    """What the place asks: the kind, how far it is, and what the participant reads about it."""
    lines, today = facts.completion_of(place).lines, clock.today()
    return [(RequirementKind(line.kind).label, line, because(line, today)) for line in lines]


@admin.register(Place)
class PlaceAdmin(
    TeamPages, MarkingPages, AttendancePages, ReportPage, RecordPages, AllocationPage, StayPages, Exporting
):
    """Who takes part. Finance sees money, reviewers see what is completed, administrators see both."""

    list_per_page = 50
    search_fields = ("application__full_name", "participant__email", "application__sponsor_name", "edition__code")
    sortable_by = ("who", "in_edition", "balance")
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/enrolment/places.html"
    plain = {"price": "price", "paid": "paid", "balance": "balance"}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Columns by what the person may see."""
        money = ["price", "paid", "balance"] if request.user.has_perm(MONEY) else []
        done = ["done"] if request.user.has_perm(RECORD) else []
        return ["who", "in_edition", "state", *money, "electives_taken", *done]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Money is a filter only for who may see it."""
        money = [MoneyFilter] if request.user.has_perm(MONEY) else []
        return [PlaceStateFilter, EditionFilter, ChangeFilter, StayFilter, *money]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Place]:
        """All that a row of the list reads, in six queries."""
        rows = Place.objects.select_related("application", "participant", "edition__course")
        return rows.with_money_by_itself().prefetch_related("seats__elective", *facts.READ_BY_RECORD)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The participants of one edition by name; of all, the latest first, which needs no look at all of them."""
        return ("application__full_name", "pk") if request.GET.get("edition") else ("-confirmed_at", "-pk")

    def get_urls(self) -> list[Any]:
        """``<place>/do/<deed>/``, before Django's own addresses."""
        view = self.admin_site.admin_view(self.deed_view)
        return [
            path("<int:key>/do/<slug:name>/", view, name="enrolment_place_do"),
            *self.export_urls(),
            *self.stay_urls(),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The place, and buttons to what can be done with it."""
        place = self.row(request, object_id)
        return self.page(
            request,
            "place",
            place.application.full_name,
            place=place,
            deeds=offered(request, place),
            **(money_of(place) if request.user.has_perm(MONEY) else {}),
            record=record_of(place),
            steps=steps(place),
            stay=facts.stay_of(place, clock.today()),
            before=place.substitutions.filter(state="done").select_related("former"),
            sees_stay=request.user.has_perm(STAY),
            letters=Letter.objects.filter(about=f"place:{place.pk}").order_by("written_at"),
        )

    def deed_view(self, request: HttpRequest, key: int, name: str) -> HttpResponse:
        """Ask, show the sum once more, or do it. Permission is checked first, then whether the deed is legal now."""
        place, deed = self.row(request, key), DEEDS.get(name)
        if deed is None:
            raise Http404
        demand(request, deed.permission)
        if not deed.legal(place):
            messages.error(request, _("This is not possible for this place now."))
            return redirect("admin:enrolment_place_change", key)
        form = deed.form(place, request.POST or None)
        if "preview" in request.POST:
            form.look_again()
        elif form.is_valid():
            if deed.asks_again:
                demand_again(request)
            return self.do(request, place, deed, form)
        return self.ask(request, place, deed, form)

    def do(self, request: HttpRequest, place: Place, deed: Deed, form: OfPlace) -> HttpResponse:
        """Call the operation; what it refuses comes back with the words that were typed."""
        try:
            messages.success(request, deed.do(place, colleague(request), dict(form.values())))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, place, deed, form, status=409)
        return redirect("admin:enrolment_place_change", place.pk)

    def ask(self, request: HttpRequest, place: Place, deed: Deed, form: OfPlace, status: int = 200) -> HttpResponse:
        """What it comes to, and the form."""
        lines, seen = deed.lines(place, form), form.seen_now(place)
        return self.page(
            request, "place_do", deed.title, status=status, place=place, deed=deed, form=form, lines=lines, seen=seen
        )

    @admin.display(description=gettext_lazy("participant"), ordering="application__full_name")
    def who(self, place: Place) -> str:
        """The name in the application."""
        return place.application.full_name

    @admin.display(description=gettext_lazy("edition"), ordering="edition__starts")
    def in_edition(self, place: Place) -> str:
        """The code, which is shorter than the name."""
        return place.edition.code or place.edition.slug

    @admin.display(description=gettext_lazy("price, EUR"), ordering="price")
    def price(self, place: Any) -> str:
        """What was charged."""
        return wording.euros(place.price)

    @admin.display(description=gettext_lazy("paid, EUR"), ordering="paid")
    def paid(self, place: Any) -> str:
        """What came in, less what was sent back."""
        return wording.euros(place.paid)

    @admin.display(description=gettext_lazy("balance, EUR"), ordering="balance")
    def balance(self, place: Any) -> str:
        """What is still owed; negative when the Centre owes."""
        return wording.euros(place.balance)

    @admin.display(description=gettext_lazy("electives"))
    def electives_taken(self, place: Place) -> str:
        """Their names."""
        return ", ".join(str(seat.elective) for seat in place.seats.all())

    @admin.display(description=gettext_lazy("complete"))
    def done(self, place: Place) -> str:
        """How many requirements are met, of how many."""
        lines = facts.completion_of(place).lines
        return f"{sum(line.met for line in lines)} / {len(lines)}"
