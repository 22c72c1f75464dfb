"""Calling an edition off and postponing it: a page that shows everything that would happen, and one button."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Edition
from enrolment.forms.plans import FORMS, PlanForm
from enrolment.models import ChangeOfPlan, PlanKind
from enrolment.operations import concerned_sponsors as of_sponsors
from enrolment.operations import plans
from enrolment.operations.concerned import Concerned, concerned, fingerprint, previews

ACTS = {PlanKind.CALLED_OFF: plans.call_off, PlanKind.POSTPONED: plans.postpone}
TITLES = {
    PlanKind.CALLED_OFF: gettext_lazy("Call an edition off"),
    PlanKind.POSTPONED: gettext_lazy("Postpone an edition"),
}


@admin.register(ChangeOfPlan)
class ChangeOfPlanAdmin(ReadOnly):
    """What was decided, by whom, and whether everybody was told."""

    list_display = ("edition", "kind", "old_starts", "new_starts", "leave_until", "by", "at", "done_at")
    list_filter = ("kind",)
    list_select_related = ("edition__course", "by")
    ordering = ("-at",)

    def get_urls(self) -> list[Any]:
        """``edition/<edition>/<kind>/``, before Django's own addresses."""
        view = self.admin_site.admin_view(self.decide)
        return [path("edition/<int:key>/<slug:kind>/", view, name="enrolment_plan"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeOfPlan]:
        """With the edition's course, whose title names it."""
        return super().get_queryset(request).select_related("edition__course", "by")

    def decide(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        """Ask for the reason, show whom it concerns and every letter, and do it once that was seen."""
        demand(request, "enrolment.change_plan")
        if kind not in PlanKind.values:
            raise Http404
        edition = get_object_or_404(Edition.objects.select_related("course"), pk=key)
        people = concerned(edition, kind)
        form = FORMS[kind](edition, people, request.POST or None)
        if not form.is_valid():
            return self.ask(request, kind, form, people, status=422 if form.is_bound else 200)
        plan = form.plan()
        if "do" not in request.POST:
            return self.ask(request, kind, form, people, plan)
        try:
            ACTS[PlanKind(kind)](plan, by=colleague(request), seen=request.POST.get("seen", ""), now=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, kind, form, people, plan, status=409)
        messages.success(request, said(plan, people))
        return redirect("admin:enrolment_changeofplan_changelist")

    def ask(
        self,
        request: HttpRequest,
        kind: str,
        form: PlanForm,
        people: list[Concerned],
        plan: ChangeOfPlan | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The dry run; with the letters, and the button that does it, once the reason and the days are there."""
        backing = of_sponsors.sponsors(one.application for one in people)
        return self.page(
            request,
            "plan",
            TITLES[PlanKind(kind)],
            status=status,
            form=form,
            edition=form.edition,
            kind=kind,
            people=people,
            places=sum(one.place is not None for one in people),
            refund=sum(one.paid for one in people),
            plan=plan,
            letters=list(previews(plan, people)) if plan else [],
            sponsors=backing,
            letters_to_sponsors=list(of_sponsors.previews(plan, backing)) if plan else [],
            seen=fingerprint(plan, people) if plan else "",
        )


def said(plan: ChangeOfPlan, people: list[Concerned]) -> str:
    """What the desk says once it is decided: “The edition is called off. 12 people are written to.”."""
    done = _("The edition is called off.") if plan.kind == PlanKind.CALLED_OFF else _("The edition is postponed.")
    number = len(people)
    told = ngettext("%(number)s person is written to.", "%(number)s people are written to.", number)
    return f"{done} {told % {'number': number}}"
