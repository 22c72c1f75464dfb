"""Teams at the desk: proposed, explained, adjusted by hand, told, and marked."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.documents.intake import pages_of
from academy.documents.operations import hand_out, hand_out_page
from academy.errors import Refused
from catalogue.models import Edition, GroupWork
from enrolment import facts
from enrolment.admin.sheet import steps
from enrolment.forms.teams import SeedForm, TeamMarkForm, TeamsForm
from enrolment.models import Place, Team
from enrolment.operations import teams as operations
from enrolment.selectors.teams import spread

RECORD, MARK = "enrolment.record_evidence", "enrolment.mark_submission"


class TeamPages(ReadOnly):
    """``teams/<edition>/`` and ``team/<team>/`` beside the list of places."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("teams/<int:edition_id>/", view(self.teams), name="enrolment_place_teams"),
            path("team/<int:team_id>/", view(self.team), name="enrolment_place_team"),
            path("team/<int:team_id>/file/", view(self.team_file), name="enrolment_place_team_file"),
            path("team/<int:team_id>/file/<int:number>/", view(self.team_page), name="enrolment_place_team_page"),
            *super().get_urls(),
        ]

    def teams(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Propose teams, change them by hand, or tell their members."""
        demand(request, RECORD)
        work = get_object_or_404(GroupWork.objects.select_related("edition__course"), edition=edition_id)
        edition, deed, status = work.edition, request.POST.get("do"), 200
        seed = SeedForm(request.POST if deed == "propose" else None)
        form = TeamsForm(work, edition.teams.all(), places_of(edition), request.POST if deed == "adjust" else None)
        try:
            if said := done(edition, deed, seed, form):
                messages.success(request, said)
                return redirect("admin:enrolment_place_teams", edition.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
            status = 409
        told = not edition.teams.filter(told_at=None).exists()
        shown = {"edition": edition, "work": work, "seed": seed, "form": form, "kinds": spread(edition), "told": told}
        title = _("Teams: %(edition)s") % {"edition": edition}
        return self.page(request, "teams", title, status=status, **shown)

    def team(self, request: HttpRequest, team_id: int) -> HttpResponse:
        """What one team handed in, and its mark."""
        demand(request, MARK)
        found = self.one(team_id)
        form, status = TeamMarkForm(request.POST or None), 200
        if form.is_valid():
            try:
                operations.mark(found, **form.cleaned_data, by=colleague(request), now=clock.now())
                messages.success(request, _("The mark is given, and the members are told."))
                return redirect("admin:enrolment_place_team", team_id)
            except Refused as refusal:
                messages.error(request, str(refusal))
                status = 409
        shown = {
            "team": found,
            "steps": steps(found),
            "members": facts.members_in(found),
            "form": form,
            **file_of(found),
        }
        return self.page(request, "team", f"{found}, {found.edition}", status=status, **shown)

    def one(self, key: int) -> Team:
        """The team; 404 without one."""
        rows = Team.objects.select_related("edition__course", "edition__group_work", "document", "saved_by")
        return get_object_or_404(rows, pk=key)

    def team_file(self, request: HttpRequest, team_id: int) -> FileResponse:
        """The file, to be saved."""
        demand(request, MARK)
        document = self.one(team_id).document
        if document is None:
            raise Http404
        return hand_out(document)

    def team_page(self, request: HttpRequest, team_id: int, number: int) -> FileResponse:
        """One page as a picture."""
        demand(request, MARK)
        document = self.one(team_id).document
        if document is None:
            raise Http404
        page = get_object_or_404(document.pages.select_related("document"), number=number)
        return hand_out_page(page)


def places_of(edition: Edition) -> QuerySet[Place]:
    """The participants with their teams, team by team."""
    rows = edition.places.holding_a_seat().select_related("application", "edition", "team_member__team")
    return rows.order_by("team_member__team__number", "application__full_name", "pk")


def done(edition: Edition, deed: str | None, seed: SeedForm, form: TeamsForm) -> str:
    """Carry out what was asked for, and what to say of it; nothing where something is missing."""
    if deed == "propose" and seed.is_valid():
        made = len(operations.propose(edition, seed=seed.cleaned_data["seed"]))
        return ngettext("%(n)s team is proposed.", "%(n)s teams are proposed.", made) % {"n": made}
    if deed == "adjust" and form.is_valid():
        changed = operations.adjust(edition, form.countries(), form.members())
        return ngettext("%(n)s change is kept.", "%(n)s changes are kept.", changed) % {"n": changed}
    if deed == "tell":
        told = operations.tell_all(edition, now=clock.now())
        return ngettext("%(n)s team is told.", "%(n)s teams are told.", told) % {"n": told}
    return ""


def file_of(found: Team) -> dict[str, Any]:
    """The pages of its file with their addresses."""
    if found.document is None:
        return {}
    pages = [
        (page, reverse("admin:enrolment_place_team_page", args=[found.pk, page.number]))
        for page in pages_of(found.document)
    ]
    download = reverse("admin:enrolment_place_team_file", args=[found.pk])
    return {"document": found.document, "pages": pages, "download": download}
