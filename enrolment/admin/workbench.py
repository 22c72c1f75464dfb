"""The workbench: everybody who applied to an edition, the group that is chosen, and what a change would move."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy import clock
from academy.desk import colleague, demand
from academy.errors import Refused
from academy.exports import FORMATS, Exporting, Sheet, handed_out
from catalogue.models import Edition
from enrolment.admin import whatif
from enrolment.admin.bench import columns, line
from enrolment.forms.selection import PlanForm, TargetsForm
from enrolment.forms.workbench import WorkbenchForm
from enrolment.models import SavedView, SelectionPlan
from enrolment.operations.selection import forget_view, save_view, set_plan
from enrolment.rules.composition import compose, held
from enrolment.selectors.group import panels
from enrolment.selectors.pool import Pool, pool
from enrolment.selectors.progress import progress
from enrolment.selectors.reviews import REVIEW
from enrolment.states import DECIDABLE_APPLICATION

PLAN = "enrolment.plan_selection"
ON_A_PAGE = 50


class Workbench(Exporting):
    """``workbench/``, ``workbench/<edition>/`` and ``workbench/<edition>/plan/`` beside the list of applications."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        name = "enrolment_application_workbench"
        return [
            path("workbench/", view(self.workbenches), name=f"{name}es"),
            path("workbench/<int:edition_id>/", view(self.workbench), name=name),
            path("workbench/<int:edition_id>/plan/", view(self.plan), name="enrolment_application_plan"),
            path("workbench/<int:edition_id>/views/", view(require_POST(self.views)), name=f"{name}_views"),
            *(
                path(
                    f"workbench/<int:edition_id>/{kind}/", view(self.bench_sheet), {"kind": kind}, name=f"{name}_{kind}"
                )
                for kind in FORMATS
            ),
            *super().get_urls(),
        ]

    def workbenches(self, request: HttpRequest) -> HttpResponse:
        """Editions in which applications wait for a decision, with the one that waits longest."""
        demand(request, REVIEW)
        waiting = Q(applications__state__in=DECIDABLE_APPLICATION)
        editions = Edition.objects.select_related("course").annotate(
            waiting=Count("applications", filter=waiting), oldest=Min("applications__submitted_at", filter=waiting)
        )
        found = editions.filter(waiting__gt=0).order_by("oldest", "pk")
        return self.page(request, "workbenches", _("Selection"), editions=found)

    def workbench(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """The table, the group and what is tried; all of it is in the address."""
        demand(request, REVIEW)
        edition: Edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        found = pool(edition, colleague(request), clock.now())
        form = WorkbenchForm(found.rows, request.GET)
        fitting = form.narrow(found.rows)
        page = Paginator(fitting, ON_A_PAGE).get_page(request.GET.get("page"))
        chosen = chosen_in(request, found)
        group = compose(found.people(chosen))
        return self.page(
            request,
            "workbench",
            _("Selection: %(edition)s") % {"edition": edition},
            edition=edition,
            form=form,
            page=page,
            lines=[line(row, chosen) for row in page.object_list],
            kept=dotted(chosen - {row.key for row in page.object_list}),
            chosen=chosen,
            free=found.left,
            in_group=len(found.group),
            panels=panels(group, found.aims, edition.capacity),
            missed=[whatif.said(one) for one in held(group, found.aims) if not one.met],
            tried=whatif.tried(request, found, chosen),
            choices=whatif.choices(found, fitting, chosen),
            proposal=whatif.proposed(found) if "propose" in request.GET else None,
            address=address(request, chosen),
            saved=SavedView.objects.filter(person=colleague(request), edition=edition),
            may_plan=request.user.has_perm(PLAN),
            **self.standing(found, page),
        )

    def bench_sheet(self, request: HttpRequest, edition_id: int, kind: str) -> HttpResponse:
        """All rows of the table as it is narrowed down, not only those of one page."""
        demand(request, REVIEW)
        edition: Edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        found = pool(edition, colleague(request), clock.now())
        chosen = chosen_in(request, found)
        rows = [line(row, chosen) for row in WorkbenchForm(found.rows, request.GET).narrow(found.rows)]
        self.note_export(request, len(rows), kind, what=f"rows of the workbench of {edition.code or edition.slug}")
        return handed_out(Sheet(columns()).export(rows), "selection", kind)

    def standing(self, found: Pool, page: Page) -> dict[str, Any]:
        """How far the reviewers are, on the first page."""
        return {"progress": progress(found) if page.number == 1 else None}

    def plan(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """The rules and the targets of an edition."""
        demand(request, PLAN)
        edition: Edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        form = PlanForm(request.POST or None, instance=SelectionPlan.of(edition))
        targets = TargetsForm(edition, request.POST or None)
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid() and targets.is_valid():
                try:
                    set_plan(edition, form.cleaned_data, targets.aims())
                except Refused as refusal:
                    form.add_error(None, str(refusal))
                else:
                    messages.success(request, _("Kept."))
                    return redirect("admin:enrolment_application_workbench", edition.pk)
        title = _("Selection plan: %(edition)s") % {"edition": edition}
        return self.page(request, "selection_plan", title, status=status, edition=edition, form=form, targets=targets)

    def views(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Keep what is seen under a name, or throw a view away."""
        demand(request, REVIEW)
        edition: Edition = get_object_or_404(Edition, pk=edition_id)
        person, query = colleague(request), request.POST.get("query", "")
        try:
            if (key := request.POST.get("forget", "")).isdecimal():
                forget_view(person, int(key))
            else:
                save_view(person, edition, request.POST.get("name", "")[:60], query)
        except Refused as refusal:
            messages.error(request, str(refusal))
        answer = redirect("admin:enrolment_application_workbench", edition.pk)
        answer["Location"] += f"?{query}" if query else ""
        return answer


def chosen_in(request: HttpRequest, found: Pool) -> set[int]:
    """The applications that are ticked on this page and those kept from others, if they can still be chosen."""
    words = [*request.GET.getlist("chosen"), *request.GET.get("kept", "").split(".")]
    keys = {int(word) for word in words if word.isdecimal()}
    return keys & {row.key for row in found.rows if row.choosable}


def dotted(keys: set[int]) -> str:
    """Keys as an address carries them: “12.15.19”."""
    return ".".join(str(key) for key in sorted(keys))


def address(request: HttpRequest, chosen: set[int]) -> str:
    """The query that shows this again, choices included."""
    query = request.GET.copy()
    for name in ("chosen", "propose", "try", "page", "out", "in", "kind", "number"):
        query.pop(name, None)
    query["kept"] = dotted(chosen)
    return query.urlencode()
