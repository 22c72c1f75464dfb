"""Applicants from a spreadsheet: the file, what would happen line by line, and then the deed."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tablib import Dataset

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from academy.exports import handed_out
from catalogue.models import Edition
from enrolment.forms.applicants import FIELDS, SheetForm, heading, lines_of, not_understood
from enrolment.models import Application
from enrolment.operations import applicants as operations
from enrolment.operations.applicants import Became, Entry, Result

IMPORT = "enrolment.import_application"
LONGEST_LOOK = 60 * 60
Rows = list[list[str]]


class Importing(ReadOnly):
    """``import/`` beside the list of applications. What was shown is what is done: the page carries it, signed."""

    def import_urls(self) -> list[Any]:
        """The page, and an empty sheet to fill."""
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.bring_in), name="enrolment_application_import"),
            path("import/empty.xlsx", view(self.empty_sheet), name="enrolment_application_empty_sheet"),
        ]

    def bring_in(self, request: HttpRequest) -> HttpResponse:
        """With a GET, ask for the file; with a POST, show what would happen, or do what was shown."""
        demand(request, IMPORT)
        if "shown" in request.POST:
            return self.begin_shown(request, request.POST["shown"])
        form = SheetForm(request.POST or None, request.FILES or None)
        try:
            if form.is_valid():
                edition, rows = form.cleaned_data["edition"], form.cleaned_data["file"]
                return self.show_sheet(request, edition, rows, form.name)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        status = 422 if form.is_bound else 200
        names = [heading(name) for name in FIELDS]
        return self.page(
            request, "applicants", _("Applicants from a spreadsheet"), status=status, form=form, names=names
        )

    def show_sheet(self, request: HttpRequest, edition: Edition, rows: Rows, name: str) -> HttpResponse:
        """Line by line what would happen; nothing has."""
        lines, who = lines_of(rows), colleague(request)
        entries = [entry for line in lines if (entry := entry_of(line))]
        results = operations.rehearse(entries, edition, by=who, source=name, now=clock.now())
        found = {result.entry.number: result for result in results}
        carried = {"edition": edition.pk, "name": name[:100], "rows": rows}
        return self.page(
            request,
            "applicants_trial",
            _("What would happen"),
            edition=edition,
            file_name=name,
            lines=[(line, found.get(line.number)) for line in lines],
            passed_over=not_understood(rows),
            number=number_made(results),
            shown=signing.dumps(carried, salt=salt(who.pk), compress=True),
        )

    def begin_shown(self, request: HttpRequest, shown: str) -> HttpResponse:
        """Do what was shown; a page that was changed, is another's or too old is not believed."""
        who = colleague(request)
        try:
            carried = signing.loads(shown, salt=salt(who.pk), max_age=LONGEST_LOOK)
            edition = Edition.objects.get(pk=carried["edition"])
            entries = [entry for line in lines_of(carried["rows"]) if (entry := entry_of(line))]
            results = operations.bring_in(entries, edition, by=who, source=carried["name"], now=clock.now())
        except (signing.BadSignature, Edition.DoesNotExist):
            messages.error(request, _("This page is too old. Choose the file again."))
            return redirect("admin:enrolment_application_import")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:enrolment_application_import")
        note(request, edition, number_made(results), carried["name"])
        messages.success(request, said(number_made(results)))
        return redirect("admin:enrolment_application_changelist")

    def empty_sheet(self, request: HttpRequest) -> HttpResponse:
        """A workbook with nothing but the headings, in the language of the page."""
        demand(request, IMPORT)
        return handed_out(Dataset(headers=[heading(name) for name in FIELDS]), "applicants", "xlsx")


def salt(key: int) -> str:
    """What one colleague was shown is of no use to another."""
    return f"applicants:{key}"


def entry_of(line: Any) -> Entry | None:
    """What the operation takes of a row; None while something in it is wrong."""
    if not line.form.is_valid():
        return None
    cleaned = line.form.cleaned_data
    return Entry(line.number, cleaned["email"], line.form.answers(), cleaned["letters_in"])


def number_made(results: list[Result]) -> int:
    """How many applications are made."""
    return sum(result.became == Became.MADE for result in results)


def said(number: int) -> str:
    """What is reported afterwards."""
    return ngettext(
        "%(number)s application was begun, and the letter is on its way.",
        "%(number)s applications were begun, and the letters are on their way.",
        number,
    ) % {"number": number}


def note(request: HttpRequest, edition: Edition, number: int, name: str) -> None:
    """Leave a line in the desk's log: who brought in how many, and from which file."""
    LogEntry.objects.create(
        user=colleague(request),
        content_type=ContentType.objects.get_for_model(Application),
        object_repr=str(edition)[:200],
        action_flag=CHANGE,
        change_message=f"Brought in {number} applicants from {name}.",
    )
