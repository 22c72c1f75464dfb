"""Bank statements at the desk: taken in, looked at as a dry run, booked."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from academy import clock
from academy.bank import read, table
from academy.desk import ReadOnly, colleague, demand, demand_again
from academy.documents.check import stem_of
from academy.errors import Refused
from catalogue.texts import centre
from enrolment.forms.incoming import StatementForm
from enrolment.models import BankStatement
from enrolment.operations import incoming, outgoing
from enrolment.selectors.incoming import dry_run
from enrolment.selectors.outgoing import to_confirm

MONEY = "enrolment.record_money"
SENT = {
    "confirm": outgoing.confirm,
    "pass-over": outgoing.pass_over,
    "look-again": outgoing.look_again,
    "take-back": outgoing.take_back,
}


@admin.register(BankStatement)
class BankStatementAdmin(ReadOnly):
    """The newest first, with how much of each is still to be dealt with."""

    list_display = ("title", "form", "at", "by", "came_in", "to_do", "known")
    list_select_related = ("by",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/enrolment/statements.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who records money."""
        return request.user.has_perm(MONEY)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(MONEY)

    def get_queryset(self, request: HttpRequest) -> QuerySet[BankStatement]:
        """With the numbers that each row shows."""
        open_ones = Count("lines", filter=Q(lines__state__in=["new", "waiting"]))
        return super().get_queryset(request).annotate(number=Count("lines"), waiting=open_ones)

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("take-in/", view(self.take_in), name="enrolment_bankstatement_take_in"),
            path("<int:key>/book/", view(require_POST(self.book)), name="enrolment_bankstatement_book"),
            path("<int:key>/sent/", view(require_POST(self.sent)), name="enrolment_bankstatement_sent"),
            path("<int:key>/forget/", view(require_POST(self.forget)), name="enrolment_bankstatement_forget"),
            *super().get_urls(),
        ]

    def take_in(self, request: HttpRequest) -> HttpResponse:
        """The form, or a file that is read and kept; nothing is booked yet."""
        demand(request, MONEY)
        account = centre("invoice").get("iban", "")
        form = StatementForm(request.POST or None, request.FILES or None, initial={"account": account})
        if not form.is_valid():
            return self.ask(request, form, status=422 if form.is_bound else 200)
        try:
            statement = self.taken(request, form)
        except read.Unrecognised as error:
            form = StatementForm(unknown=error.table, initial=form.cleaned_data)
            return self.ask(request, form, status=422, choosing=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, form, status=422)
        return redirect("admin:enrolment_bankstatement_change", statement.pk)

    def taken(self, request: HttpRequest, form: StatementForm) -> BankStatement:
        """The statement of a valid form. What was chosen for the same headings before is not asked again."""
        upload = form.cleaned_data["file"]
        content = read.content_of(upload)
        headings = [] if read.is_xml(content) else list(table.cells(content).headings)
        columns = form.chosen(request.POST)
        if headings and not columns:
            before = BankStatement.objects.filter(headings=headings).exclude(columns={}).first()
            columns = before.columns if before else {}
        said = read.read(content, form.cleaned_data["account"], columns)
        file: dict[str, Any] = {"title": stem_of(upload.name), "sha256": hashlib.sha256(content).hexdigest()}
        file |= {"headings": headings, "columns": columns}
        return incoming.take_in(said, by=colleague(request), now=clock.now(), **file)

    def ask(
        self, request: HttpRequest, form: StatementForm, *, status: int = 200, choosing: bool = False
    ) -> HttpResponse:
        """The page with the form."""
        title = _("Take in a statement")
        return self.page(request, "statement_take_in", title, status=status, form=form, choosing=choosing)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What would be booked, what is proposed, what a person has to decide, and what was done."""
        statement = self.row(request, object_id)
        groups = dry_run(statement)
        done = statement.lines.exclude(state="new").select_related("waits_for")
        gone = statement.gone.exclude(state="new").select_related("refund__place__application", "refund__payer")
        accounts = set(statement.lines.values_list("account", flat=True).order_by())
        own = "".join(str(centre("invoice").get("iban", "")).split())
        return self.page(
            request,
            "statement",
            statement.title,
            statement=statement,
            groups=groups,
            done=done,
            to_confirm=to_confirm(statement),
            gone=gone,
            accounts=sorted(accounts),
            foreign=bool(own) and accounts != {own},
            may_forget=incoming.is_untouched(statement),
        )

    def book(self, request: HttpRequest, key: int) -> HttpResponse:
        """Book what is ticked; what has changed meanwhile is left and named."""
        statement = self.row(request, key)
        seen = chosen(request, statement.lines.values_list("pk", flat=True))
        refused = incoming.book_seen(seen, by=colleague(request), now=clock.now())
        booked = len(seen) - len(refused)
        said = ngettext("%(number)s sum is booked.", "%(number)s sums are booked.", booked) % {"number": booked}
        messages.success(request, said)
        for _row, why in refused:
            messages.error(request, why)
        return redirect("admin:enrolment_bankstatement_change", key)

    def sent(self, request: HttpRequest, key: int) -> HttpResponse:
        """Confirm what is ticked as sent, leave it out, look at it again, or take it back."""
        statement, deed = self.row(request, key), SENT.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        demand_again(request)
        seen = chosen(request, statement.gone.values_list("pk", flat=True))
        refused = outgoing.each(deed, seen, by=colleague(request), now=clock.now())
        done = len(seen) - len(refused)
        messages.success(
            request, ngettext("%(number)s sum is done.", "%(number)s sums are done.", done) % {"number": done}
        )
        for _row, why in refused:
            messages.error(request, why)
        return redirect("admin:enrolment_bankstatement_change", key)

    def forget(self, request: HttpRequest, key: int) -> HttpResponse:
        """Throw away what was taken in by mistake."""
        try:
            incoming.forget(self.row(request, key))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:enrolment_bankstatement_change", key)
        messages.success(request, _("The statement is thrown away; it can be taken in again."))
        return redirect("admin:enrolment_bankstatement_changelist")

    @admin.display(description=gettext_lazy("came in"))
    def came_in(self, statement: Any) -> int:
        """How many sums."""
        return int(statement.number)

    @admin.display(description=gettext_lazy("to be dealt with"))
    def to_do(self, statement: Any) -> int:
        """How many of them are open."""
        return int(statement.waiting)


def chosen(request: HttpRequest, own: Iterable[int]) -> list[tuple[int, str]]:
    """What is ticked among the statement's own rows: the key of each, and the print of what was shown."""
    pairs, keys = [one.partition(":") for one in request.POST.getlist("chosen")], set(own)
    return [(int(row), print_) for row, _sign, print_ in pairs if row.isdecimal() and int(row) in keys]
