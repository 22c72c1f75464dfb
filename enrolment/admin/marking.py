"""Marking final assignments at the desk: by code, without names."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.documents.intake import pages_of
from academy.documents.models import Document
from academy.documents.operations import hand_out, hand_out_page
from academy.errors import Refused
from academy.keeping.models import Matter
from academy.keeping.operations import note_readings
from enrolment.forms.assignment import AgreeForm, MarkForm
from enrolment.models import Submission
from enrolment.operations import marking
from enrolment.selectors.marking import rows_for, sheet_for

MARK = "enrolment.mark_submission"


class MarkingPages(ReadOnly):
    """``marking/`` and ``marking/<code>/`` beside the list of places."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view, name = self.admin_site.admin_view, "enrolment_place_marking"
        return [
            path("marking/", view(self.marking), name=name),
            path("marking/<str:code>/", view(self.mark), name=f"{name}_one"),
            path("marking/<str:code>/file/", view(self.marking_file), name=f"{name}_file"),
            path("marking/<str:code>/file/<int:number>/", view(self.marking_page), name=f"{name}_page"),
            *super().get_urls(),
        ]

    def marking(self, request: HttpRequest) -> HttpResponse:
        """What is to be marked, and what one has marked."""
        demand(request, MARK)
        return self.page(request, "marking", _("Marking"), rows=rows_for(colleague(request)))

    def submission(self, request: HttpRequest, code: str) -> Submission:
        """The assignment with this code; 404 for a draft, and for one's own."""
        demand(request, MARK)
        rows = Submission.objects.select_related("place__edition__course", "place__edition__final_assignment")
        found: Submission = get_object_or_404(rows.exclude(state="draft"), code=code)
        if found.place.participant_id == colleague(request).pk:
            raise Http404
        return found

    def mark(self, request: HttpRequest, code: str) -> HttpResponse:
        """Read it, and give a mark or agree on one; what is refused comes back with what was typed."""
        found = self.submission(request, code)
        deed = request.POST.get("do")
        form = MarkForm(found.place.edition.final_assignment.criteria.all(), request.POST if deed == "mark" else None)
        agreement = AgreeForm(request.POST if deed == "agree" else None)
        try:
            if said := given(request, found, form, agreement):
                messages.success(request, said)
                return redirect("admin:enrolment_place_marking_one", code)
        except Refused as refusal:
            messages.error(request, str(refusal))
        sheet = sheet_for(found, colleague(request))
        shown = {"submission": found, "sheet": sheet, "form": form, "agreement": agreement, **file_of(found)}
        return self.page(request, "mark", _("Final assignment %(code)s") % {"code": code}, **shown)

    def document(self, request: HttpRequest, code: str) -> Document:
        """Its file; 404 without one."""
        found = self.submission(request, code)
        if found.document is None:
            raise Http404
        return found.document

    def marking_file(self, request: HttpRequest, code: str) -> FileResponse:
        """The file, to be saved."""
        answer = hand_out(self.document(request, code))
        self.note_work(request, code)
        return answer

    def marking_page(self, request: HttpRequest, code: str, number: int) -> FileResponse:
        """One page as a picture."""
        document = self.document(request, code)
        answer = hand_out_page(get_object_or_404(document.pages.select_related("document"), number=number))
        self.note_work(request, code)
        return answer

    def note_work(self, request: HttpRequest, code: str) -> None:
        """The participant can see who read the work."""
        found = self.submission(request, code)
        subject = (found.place.participant_id, f"submission:{found.pk}")
        note_readings(Matter.WORK, [subject], by=colleague(request), now=clock.now())


def given(request: HttpRequest, found: Submission, form: MarkForm, agreement: AgreeForm) -> str:
    """Carry out what was sent, and what to say of it; nothing where something is missing."""
    by, now = colleague(request), clock.now()
    if form.is_bound and form.is_valid():
        marking.give(found, by=by, scores=form.scores(), feedback=form.cleaned_data["feedback"], now=now)
        return _("Your mark is given. Now you see the others.")
    if agreement.is_bound and agreement.is_valid():
        marking.agree(found, by=by, **agreement.cleaned_data, now=now)
        return _("Noted. It counts as soon as the other says the same.")
    return ""


def file_of(found: Submission) -> dict[str, Any]:
    """The pages of its file with their addresses."""
    if found.document is None:
        return {}
    name = "admin:enrolment_place_marking"
    pages = [(page, reverse(f"{name}_page", args=[found.code, page.number])) for page in pages_of(found.document)]
    return {"document": found.document, "pages": pages, "download": reverse(f"{name}_file", args=[found.code])}
