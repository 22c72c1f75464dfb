"""One sum that came in, at the desk: booked to places, asked about, sent back, left out, or taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy import clock, wording
from academy.accounts.models import User
from academy.desk import ReadOnly, colleague
from academy.errors import Refused
from enrolment.admin.sheet import steps
from enrolment.forms.incoming import AnswerForm, AskForm, SharesForm, WhyForm
from enrolment.models import Incoming
from enrolment.operations import incoming
from enrolment.selectors.incoming import Shown, claims_for, searched, shown
from enrolment.states import INCOMING

MONEY = "enrolment.record_money"
DECISIONS = {
    "send-back": gettext_lazy("Sent back to the remitter"),
    "pass-over": gettext_lazy("Leave it out"),
    "look-again": gettext_lazy("Look at it again"),
    "take-back": gettext_lazy("Take it out of the ledger"),
}


class OpenFilter(admin.SimpleListFilter):
    """What is still to be dealt with, and what waits for whom."""

    title = gettext_lazy("to be dealt with")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All that is open, or what waits for the person who looks."""
        return [("all", gettext_lazy("All that is open")), ("mine", gettext_lazy("I was asked"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows of that kind."""
        narrow = {"all": queryset.open, "mine": partial(queryset.asked_of, request.user)}.get(self.value() or "")
        return narrow() if narrow else queryset


@admin.register(Incoming)
class IncomingAdmin(ReadOnly):
    """All that came in. Who was asked about a sum sees that one, and answers."""

    list_display = ("on", "sum", "remitter", "text", "state", "waits_for")
    list_filter = (OpenFilter, "state")
    list_select_related = ("waits_for",)
    search_fields = ("remitter", "text", "reference", "bank_id")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who records money."""
        return request.user.has_perm(MONEY)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(MONEY)

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(require_POST(self.act))
        return [path("<int:key>/do/<slug:verb>/", view, name="enrolment_incoming_do"), *super().get_urls()]

    def one(self, request: HttpRequest, key: Any) -> Incoming:
        """The sum; 403 for who neither records money nor was asked about it."""
        rows = Incoming.objects.select_related("statement", "waits_for")
        row = rows.filter(pk=int(key)).first() if str(key).isdecimal() else None
        if not self.has_view_permission(request) and not (row and row.waits_for_id == request.user.pk):
            raise PermissionDenied
        if row is None:
            raise Http404
        return row

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What it says, what it may be for, and what can be done with it."""
        return self.show(request, self.one(request, object_id))

    def show(self, request: HttpRequest, row: Incoming, status: int = 200, **forms: forms.Form) -> HttpResponse:
        """The page; ``forms`` take the place of empty ones."""
        one, money = shown([row])[0], request.user.has_perm(MONEY)
        asked = row.state == "waiting" and row.waits_for_id == request.user.pk
        context: dict[str, Any] = {"shares_form": self.shares_form(request, one), "ask_form": AskForm()}
        context |= {"answer_form": AnswerForm(auto_id="answer_%s")} | forms
        decisions = [
            (verb, title, WhyForm(auto_id=f"{verb}_%s"))
            for verb, title in DECISIONS.items()
            if money and INCOMING.allows(verb, row.state)
        ]
        return self.page(
            request,
            "incoming",
            f"{self.sum(row)}, {wording.day(row.on)}",
            status=status,
            row=row,
            one=one,
            entries=row.entries.select_related("payer", "place__application", "place__edition__course"),
            may_book=money and INCOMING.allows("book", row.state) and row.currency == "EUR",
            may_ask=money and INCOMING.allows("ask", row.state),
            may_answer=asked,
            question=row.changes.filter(verb="ask").latest("pk").why if asked else "",
            may_list=money,
            decisions=decisions,
            steps=steps(row),
            words=request.GET.get("q", ""),
            **context,
        )

    def shares_form(self, request: HttpRequest, one: Shown) -> SharesForm:
        """What it may be for and what was searched for, with the shares that are proposed."""
        shares = one.found.match.shares
        found = {claim.place: claim for claim in searched(request.GET.get("q", ""))}
        return SharesForm(claims_for({share.place for share in shares} | found.keys()), initial=shares)

    def act(self, request: HttpRequest, key: int, verb: str) -> HttpResponse:
        """One deed; what is refused comes back with what was typed."""
        row = self.one(request, key)
        deed = self.deeds().get(verb)
        if deed is None:
            raise Http404
        if verb != "answer" and not request.user.has_perm(MONEY):
            raise PermissionDenied
        return deed(request, row)

    def deeds(self) -> dict[str, Callable[[HttpRequest, Incoming], HttpResponse]]:
        """What can be done, by its verb."""
        decisions = {verb: partial(self.decide, verb) for verb in DECISIONS}
        return {"book": self.book, "ask": self.ask, "answer": self.answer, **decisions}

    def book(self, request: HttpRequest, row: Incoming) -> HttpResponse:
        """Book what was typed."""
        form = SharesForm(claims_for(SharesForm.typed_for(request.POST)), request.POST)

        def do(by: User) -> str:
            incoming.book(row, form.shares(), by=by, now=clock.now())
            return _("It is booked, and the participants are told.")

        return self.done(request, row, form, "shares_form", do)

    def ask(self, request: HttpRequest, row: Incoming) -> HttpResponse:
        """Ask a colleague."""
        form = AskForm(request.POST)

        def do(by: User) -> str:
            said = form.cleaned_data
            incoming.ask(row, said["whom"], said["words"], by=by, now=clock.now())
            return _("%(person)s is asked; the letter is on its way.") % {"person": said["whom"]}

        return self.done(request, row, form, "ask_form", do)

    def answer(self, request: HttpRequest, row: Incoming) -> HttpResponse:
        """Answer what one was asked."""
        form = AnswerForm(request.POST)

        def do(by: User) -> str:
            incoming.answer(row, form.cleaned_data["words"], by=by, now=clock.now())
            return _("Thank you: your answer is kept with the sum.")

        return self.done(request, row, form, "answer_form", do)

    def decide(self, verb: str, request: HttpRequest, row: Incoming) -> HttpResponse:
        """Send it back, leave it out, look again, or take a booking back."""
        form = WhyForm(request.POST)

        def do(by: User) -> str:
            words, now = form.cleaned_data["words"], clock.now()
            if verb == "take-back":
                incoming.take_back(row, by=by, now=now, why=words)
            else:
                incoming.decide(row, verb, by=by, now=now, why=words)
            return _("Kept.")

        return self.done(request, row, form, "why_form", do)

    def done(
        self, request: HttpRequest, row: Incoming, form: forms.Form, name: str, do: Callable[[User], str]
    ) -> HttpResponse:
        """Do it when the form is right, and go back to the page, or to the desk for who may no longer see it."""
        if not form.is_valid():
            return self.show(request, row, status=422, **{name: form})
        try:
            messages.success(request, do(colleague(request)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(request, Incoming.objects.get(pk=row.pk), status=409, **{name: form})
        may_see = request.user.has_perm(MONEY)
        return redirect("admin:enrolment_incoming_change", row.pk) if may_see else redirect("admin:index")

    @admin.display(description=gettext_lazy("sum"), ordering="amount")
    def sum(self, row: Incoming) -> str:
        """With its currency."""
        return wording.money(row.amount, row.currency)
