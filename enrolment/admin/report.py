"""A report of eCampus read in at the desk: the file, what it would record and for whom, and then the recording."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Edition
from enrolment import facts
from enrolment.forms.report import ColumnsForm, FileForm
from enrolment.operations import attendance as operations
from enrolment.rules.reports import Report, read
from enrolment.selectors.report import Trial, trial

RECORD = "enrolment.record_evidence"


class ReportPage(ReadOnly):
    """``report/<edition>/``: a file, then its columns with a dry run, then a redirect to the learning record."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.report)
        return [path("report/<int:edition_id>/", view, name="enrolment_place_report"), *super().get_urls()]

    def report(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Ask for the file, show what it comes to, or record it."""
        demand(request, RECORD)
        edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        if "text" in request.POST:
            return self.columns(request, edition, request.POST["text"])
        form = FileForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            return self.columns(request, edition, form.cleaned_data["file"])
        return self.report_page(request, edition, form=form)

    def columns(self, request: HttpRequest, edition: Edition, text: str) -> HttpResponse:
        """What the columns mean and what would be recorded; recorded when the button says so."""
        found, sessions = read(text), list(edition.sessions.all())
        if not found.lines:
            messages.error(request, _("This file has no column of e-mail addresses, so nobody can be found by it."))
            return redirect("admin:enrolment_place_report", edition.pk)
        form = ColumnsForm(found, sessions, request.POST if "text" in request.POST else None, text=text)
        trials = tried(edition, found, form)
        if "record" in request.POST and form.is_valid():
            try:
                came = [cell for one in trials for cell in one.came]
                results = [cell for one in trials for cell in one.results]
                noted = operations.note_report(came, results, by=colleague(request), now=clock.now())
                messages.success(request, said(noted))
                return redirect("admin:enrolment_place_record", edition.pk)
            except Refused as refusal:
                messages.error(request, str(refusal))
        return self.report_page(request, edition, columns=form, trials=trials)

    def report_page(self, request: HttpRequest, edition: Edition, **context: Any) -> HttpResponse:
        """The page, at whichever step it is."""
        title = _("Read in a report: %(edition)s") % {"edition": edition}
        return self.page(request, "report", title, edition=edition, **context)


def tried(edition: Edition, found: Report, form: ColumnsForm) -> list[Trial]:
    """The dry run with the meanings that are chosen, or guessed at first."""
    places = edition.places.holding_a_seat().select_related("application", "edition", "participant")
    places = places.prefetch_related(*facts.READ_BY_RECORD)
    if form.is_bound and not form.is_valid():
        return []
    return trial(found, form.meanings(), places, form.least())


def said(noted: int) -> str:
    """What became of the report."""
    words = ngettext("%(n)s entry of the report is recorded.", "%(n)s entries of the report are recorded.", noted)
    return words % {"n": noted} if noted else _("Everything in the report is recorded already.")
