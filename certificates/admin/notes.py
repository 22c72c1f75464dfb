"""Information notes at the desk: how far each language of each edition is, why one is refused or failed, and again."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock
from academy.desk import ReadOnly, demand
from academy.documents.operations import hand_out
from academy.errors import Refused
from academy.jobs.models import Job, JobState
from academy.jobs.operations import name_of
from catalogue.models import Edition
from certificates.models import InformationNote
from certificates.note import for_note
from certificates.operations.note import current, make, retry
from certificates.standing import Stage, Standing, standing, standings

MAY = "catalogue.change_edition"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SHOWS = {
    "": gettext_lazy("All"),
    JobState.FAILED: gettext_lazy("Failed"),
    JobState.PENDING: gettext_lazy("Waiting"),
}
STAGES = {
    Stage.REFUSED: gettext_lazy("texts missing"),
    Stage.WANTED: gettext_lazy("not made yet"),
    Stage.WAITING: gettext_lazy("waiting"),
    Stage.MAKING: gettext_lazy("being made"),
    Stage.FAILED: gettext_lazy("failed"),
    Stage.MADE: gettext_lazy("made"),
}
TONES = {
    Stage.REFUSED: "closing-soon",
    Stage.WANTED: "announced",
    Stage.WAITING: "ordered",
    Stage.MAKING: "running",
    Stage.FAILED: "called-off",
    Stage.MADE: "issued",
}


@admin.register(InformationNote)
class NoteAdmin(ReadOnly):
    """The list is of editions, since a note that is refused has no row; ``edition/<key>/`` is the page of one."""

    def get_urls(self) -> list[Any]:
        """The page of an edition, and how far its notes are, before Django's own addresses."""
        view, name = self.admin_site.admin_view, "certificates_informationnote"
        return [
            path("edition/<int:key>/", view(self.of_edition), name=f"{name}_edition"),
            path("edition/<int:key>/progress/", view(self.progress), name=f"{name}_progress"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Editions with the state of each language, newest first; narrowed to what failed or waits."""
        if not self.has_view_permission(request):
            demand(request, "certificates.view_informationnote")
        show = request.GET.get("show", "")
        found = Paginator(editions(show), 20).get_page(request.GET.get("page"))
        rows = [(edition, [cell(one) for one in all_of]) for edition, all_of in standings(found, LANGUAGES)]
        shows = [(value, label, value == show) for value, label in SHOWS.items()]
        names = [name for _code, name in settings.LANGUAGES]
        title = _("Information notes")
        return self.page(request, "notes", title, rows=rows, names=names, found=found, shows=shows, show=show)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The PDF of one version, as it was given."""
        note = self.row(request, object_id)
        if note.document is None:
            raise Http404
        return hand_out(note.document, inline=True)

    def of_edition(self, request: HttpRequest, key: int) -> HttpResponse:
        """Each language with its state, its reasons and its versions; a POST has one made or tried again."""
        demand(request, "certificates.view_informationnote")
        edition = get_object_or_404(for_note(), pk=key)
        if request.method == "POST":
            demand(request, MAY)
            again(request, edition, request.POST.get("language", ""))
            return redirect("admin:certificates_informationnote_edition", edition.pk)
        languages = [
            cell(standing(edition, language)) | {"name": name, "versions": versions.filter(language=language)}
            for language, name in settings.LANGUAGES
            for versions in [edition.notes.select_related("document").defer("data")]
        ]
        title = _("Information notes: %(edition)s") % {"edition": edition}
        may = request.user.has_perm(MAY)
        moving = any(one["where"].moving for one in languages)
        return self.page(request, "note", title, edition=edition, languages=languages, may=may, moving=moving)

    def progress(self, request: HttpRequest, key: int) -> HttpResponse:
        """The part of an edition's page that says what is being made; 204 once nothing moves by itself any more."""
        demand(request, "certificates.view_informationnote")
        edition = get_object_or_404(for_note(), pk=key)
        languages = [cell(standing(edition, code)) | {"name": name} for code, name in settings.LANGUAGES]
        if not any(one["where"].moving for one in languages):
            return HttpResponse(status=204)
        return render(request, "admin/certificates/note_progress.html", {"languages": languages})


def editions(show: str) -> QuerySet[Edition]:
    """Published editions; with a state of jobs, those of which a note is in it."""
    if show not in (JobState.FAILED, JobState.PENDING):
        return for_note()
    subjects = Job.objects.filter(work=name_of(make), state=show).values_list("subject", flat=True)
    notes = InformationNote.objects.filter(pk__in=[int(subject) for subject in subjects], document=None)
    return for_note().filter(pk__in=notes.values("edition"))


def cell(one: Standing) -> dict[str, Any]:
    """What a list says of one language."""
    return {"where": one, "label": STAGES[one.stage], "tone": TONES[one.stage]}


def again(request: HttpRequest, edition: Edition, language: str) -> None:
    """Have the note of one language made, or tried again when it failed; what is refused is said with its reason."""
    if language not in LANGUAGES:
        raise Http404
    try:
        note = current(edition, language, now=clock.now())
        if standing(edition, language).stage == Stage.FAILED:
            retry(note)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The note is being made."))
