"""Decisions on several applications: choose, try, hold, undo."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from academy import clock
from academy.accounts.models import User
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Criterion
from enrolment import facts
from enrolment.forms.batch import BatchForm
from enrolment.models import Application, Batch
from enrolment.operations import batch as operations
from enrolment.operations.batch import Trial
from enrolment.selectors.pool import Row, pool
from enrolment.selectors.reviews import REVIEW


class BatchDecisions(ReadOnly):
    """``decide/`` beside the list of applications: what is decided, then what would happen, then it is held."""

    actions = ("decide_chosen",)

    @admin.action(description=gettext_lazy("Decide on them"), permissions=["review"])
    def decide_chosen(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse:
        """Ask for the decision and its reason."""
        return self.ask(request, list(queryset.order_by("submitted_at", "pk")))

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether decisions are offered."""
        return request.user.has_perm(REVIEW)

    def decide_many(self, request: HttpRequest) -> HttpResponse:
        """With a GET, ask about ``chosen``; with a POST, try the decision, or hold it where ``hold`` is pressed."""
        demand(request, REVIEW)
        if request.method != "POST":
            words = [*request.GET.getlist("chosen"), *request.GET.get("kept", "").split(".")]
            keys = [int(word) for word in words if word.isdecimal()]
            found = self.named(request, keys)
            return self.ask(request, found) if found else redirect("admin:enrolment_application_changelist")
        keys = [int(key) for pair in request.POST.getlist("chosen") if (key := pair.partition(":")[0]).isdecimal()]
        rows = self.named(request, keys)
        form = BatchForm(criteria_of(rows), request.POST)
        if not rows:
            return redirect("admin:enrolment_application_changelist")
        if not form.is_valid():
            return self.ask(request, rows, form, status=422)
        return self.hold(request, form) if "hold" in request.POST else self.rehearse(request, form)

    def named(self, request: HttpRequest, keys: list[int]) -> list[Application]:
        """The applications with these keys, in the order of the queue."""
        return list(self.get_queryset(request).filter(pk__in=keys).order_by("submitted_at", "pk"))

    def ask(
        self, request: HttpRequest, rows: list[Application], form: BatchForm | None = None, status: int = 200
    ) -> HttpResponse:
        """Who was chosen, in the order of the queue, and the form."""
        seen = [f"{row.pk}:{row.state}" for row in rows]
        form = form or BatchForm(criteria_of(rows), initial={"chosen": seen, "verb": request.GET.get("verb")})
        title = _("Decide on several applications")
        return self.page(request, "batch_ask", title, status=status, form=form, applications=rows, **left(rows))

    def rehearse(self, request: HttpRequest, form: BatchForm, refused: str = "", status: int = 200) -> HttpResponse:
        """What would happen, with each letter as it would be read, and the button that holds it."""
        chosen = form.cleaned_data["chosen"]
        trials = operations.rehearse(chosen, form.decision(), by=colleague(request), now=clock.now())
        possible = [trial for trial in trials if not trial.refused]
        title = _("What would happen")
        return self.page(
            request,
            "batch_trial",
            title,
            status=status,
            form=form,
            trials=trials,
            possible=[f"{trial.application.pk}:{trial.seen}" for trial in possible],
            refused=refused,
            unread=unread([trial.application for trial in trials], colleague(request)),
            minutes=max(settings.DECISIONS_HELD // 60, 1),
            verb=dict(form.fields["verb"].choices)[form.cleaned_data["verb"]],  # type: ignore[attr-defined]
            **left([trial.application for trial in trials], possible if form.cleaned_data["verb"] == "accept" else []),
        )

    def hold(self, request: HttpRequest, form: BatchForm) -> HttpResponse:
        """Keep the decision; what is refused leads back to what would happen now."""
        try:
            seen, decision = form.cleaned_data["chosen"], form.decision()
            batch = operations.hold(seen, decision, by=colleague(request), now=clock.now())
        except Refused as refusal:
            return self.rehearse(request, form, str(refusal), status=409)
        return redirect("admin:enrolment_batch_change", batch.pk)


def criteria_of(rows: list[Application]) -> list[Criterion]:
    """The criteria by which all of these applications are read: each key once."""
    found: dict[str, Criterion] = {}
    for edition in {row.edition for row in rows}:
        found = {criterion.key: criterion for criterion in Criterion.objects.of(edition)} | found
    return sorted(found.values(), key=lambda criterion: criterion.position)


def left(rows: list[Application], taking: list[Trial] | None = None) -> dict[str, Any]:
    """For each edition, the places that are free and how many of them would be taken."""
    editions = sorted({row.edition for row in rows}, key=lambda edition: edition.pk)
    taken = [trial.application.edition_id for trial in taking or []]
    return {"editions": [(edition, facts.places_left(edition), taken.count(edition.pk)) for edition in editions]}


def unread(rows: list[Application], reviewer: User) -> list[Row]:
    """Those of them that have fewer reviews than the edition's plan asks for; they can be decided on all the same."""
    keys, now = {row.pk for row in rows}, clock.now()
    pools = [pool(edition, reviewer, now) for edition in {row.edition for row in rows}]
    found = [row for one in pools for row in one.rows if row.key in keys and not row.standing.complete]
    return sorted(found, key=lambda row: row.application.full_name)


@admin.register(Batch)
class BatchAdmin(ReadOnly):
    """Newest first. A batch that is held can be undone by anybody who may decide."""

    list_display = ("decision", "state", "by", "asked_at", "due_at", "applications", "refused")
    list_filter = ("state", "verb")
    list_select_related = ("by",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Batch]:
        """With the numbers that each row shows."""
        refused = Count("items", filter=~Q(items__refused=""))
        return super().get_queryset(request).annotate(number=Count("items"), not_done=refused)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who decides."""
        return request.user.has_perm(REVIEW)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(REVIEW)

    def get_urls(self) -> list[Any]:
        """The button, before Django's own addresses."""
        view = self.admin_site.admin_view(require_POST(self.undo))
        return [path("<int:key>/undo/", view, name="enrolment_batch_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What was decided, on whom, and what became of it."""
        batch = self.row(request, object_id)
        items = batch.items.select_related("application__edition__course")
        return self.page(request, "batch", title_of(batch), batch=batch, items=items)

    def undo(self, request: HttpRequest, key: int) -> HttpResponse:
        """Drop it, while it is held."""
        batch = self.row(request, key)
        try:
            operations.undo(batch, by=colleague(request), now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Undone: nothing was changed for anybody, and no letter was written."))
        return redirect("admin:enrolment_batch_change", key)

    @admin.display(description=gettext_lazy("decision"), ordering="verb")
    def decision(self, batch: Batch) -> str:
        """In words."""
        return str(batch.get_verb_display())

    @admin.display(description=gettext_lazy("applications"))
    def applications(self, batch: Any) -> int:
        """On how many."""
        return int(batch.number)

    @admin.display(description=gettext_lazy("not carried out"))
    def refused(self, batch: Any) -> int:
        """How many were refused when their turn came."""
        return int(batch.not_done)


def title_of(batch: Batch) -> str:
    """“Accept: 12 applications”."""
    number = batch.items.count()
    words = ngettext("%(number)s application", "%(number)s applications", number) % {"number": number}
    return f"{capfirst(batch.get_verb_display())}{_(': ')}{words}"
