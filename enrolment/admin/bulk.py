"""The same decision for several applications, each in a transaction of its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment.forms.decide import BulkDecisionForm
from enrolment.models import Application
from enrolment.operations.decide import DECISIONS

REVIEW = "enrolment.review_application"
TITLES = {
    "accept": _("Accept several applications"),
    "reserve": _("Put several applications on the reserve list"),
    "decline": _("Decline several applications"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one application; ``refused`` is empty when it was decided as asked."""

    application: Application
    refused: str


class BulkDecisions(ReadOnly):
    """Three actions of the list, a page that asks for the reason, and a page that says what happened."""

    actions = ("accept_chosen", "reserve_chosen", "decline_chosen")

    @admin.action(description=_("Accept"), permissions=["review"])
    def accept_chosen(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse:
        """Ask before accepting."""
        return self.ask(request, "accept", queryset)

    @admin.action(description=_("Put on the reserve list"), permissions=["review"])
    def reserve_chosen(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse:
        """Ask before putting on the reserve list."""
        return self.ask(request, "reserve", queryset)

    @admin.action(description=_("Decline"), permissions=["review"])
    def decline_chosen(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse:
        """Ask for the reason."""
        return self.ask(request, "decline", queryset)

    def ask(self, request: HttpRequest, verb: str, chosen: QuerySet[Application]) -> HttpResponse:
        """Who was chosen, in the order of the queue, and one field for the reason."""
        rows = list(chosen.order_by("submitted_at", "pk"))
        seen = [f"{row.pk}:{row.state}" for row in rows]
        form = BulkDecisionForm(initial={"verb": verb, "chosen": seen})
        return self.page(request, "applications_ask", TITLES[verb], form=form, applications=rows)

    def decide_many(self, request: HttpRequest) -> HttpResponse:
        """Decide on each in turn; the page says per person what happened, and why not."""
        demand(request, REVIEW)
        form = BulkDecisionForm(request.POST)
        form.full_clean()
        verb, chosen = form.cleaned_data.get("verb"), form.cleaned_data.get("chosen")
        if not verb or not chosen:
            return redirect("admin:enrolment_application_changelist")
        title, rows = TITLES[verb], self.get_queryset(request).filter(pk__in=chosen).order_by("submitted_at", "pk")
        if not form.is_valid():
            return self.page(request, "applications_ask", title, status=422, form=form, applications=rows)
        outcomes = [decided(row, colleague(request), **form.cleaned_data) for row in rows]
        done = sum(not outcome.refused for outcome in outcomes)
        return self.page(request, "applications_decided", title, outcomes=outcomes, done=done)


def decided(application: Application, by: Any, *, verb: str, why: str, chosen: dict[int, str]) -> Outcome:
    """One decision in its own transaction, so that the next one stands whatever becomes of it."""
    refused = ""
    try:
        DECISIONS[verb](application, by=by, why=why, seen=chosen[application.pk], now=clock.now())
    except Refused as refusal:
        refused = str(refusal)
    application.refresh_from_db(fields=["state"])
    return Outcome(application, refused)
