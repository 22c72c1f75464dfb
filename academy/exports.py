"""What one sees in a list of the desk as a spreadsheet: the same rows, filters and columns, as CSV and XLSX.

Who may not see a column in the list does not get it in the file. Each export leaves a line in the desk's log.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import capfirst
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import Resource
from tablib import Dataset

from academy import clock
from academy.desk import ReadOnly, colleague

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes a CSV file for Latin-1
FORMATS = {"csv": CSV, "xlsx": XLSX}


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers and days stay.

    ``=HYPERLINK(…)``, typed as a name into a form, becomes ``'=HYPERLINK(…)``. Source: OWASP, CSV injection.
    """
    if not isinstance(value, str):
        return value
    text = UNPRINTABLE.sub("", value)
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_A_FORMULA) else text


def as_bytes(rows: Dataset, kind: str) -> bytes:
    """The file, of kind ``csv`` or ``xlsx``."""
    made: str | bytes = FORMATS[kind]().export_data(rows)
    return made if isinstance(made, bytes) else (BYTE_ORDER_MARK + made).encode()


def handed_out(rows: Dataset, name: str, kind: str) -> HttpResponse:
    """The file to download, called ``name`` and the day."""
    answer = HttpResponse(as_bytes(rows, kind), content_type=FORMATS[kind]().get_content_type())
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.{kind}"'
    return answer


def day_or_number(value: Any) -> Any:
    """A moment as its day in Turin, since a spreadsheet knows no time zones; anything else as it is."""
    return clock.civil_day(value) if isinstance(value, datetime) else value


class Sheet(Resource):
    """The columns of a list: name, heading, and what fills the cell of a row."""

    class Meta:
        chunk_size = 1000

    def __init__(self, columns: list[tuple[str, str, Callable[[Any], Any]]]) -> None:
        super().__init__()
        self.fields = {name: Field(column_name=heading, dehydrate_method=cell) for name, heading, cell in columns}


class Exporting(ReadOnly):
    """A list with two buttons that hand it out. ``plain`` names the attribute behind a column shown in words."""

    change_list_template = "admin/exporting.html"
    plain: dict[str, str] = {}

    def export_urls(self) -> list[Any]:
        """An address for each kind of file, which takes the list's own filters."""
        of_list = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view(self.export)
        return [path(f"export/{kind}/", view, {"kind": kind}, name=f"{of_list}_{kind}") for kind in FORMATS]

    def export(self, request: HttpRequest, kind: str) -> HttpResponse:
        """All rows of the list as it is filtered, not only those of one page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        names = [str(name) for name in self.get_list_display(request)]
        columns = [(name, self.heading(name), self.cell(name)) for name in names]
        rows = Sheet(columns).export(listed.get_queryset(request))
        self.note_export(request, len(rows), kind)
        return handed_out(rows, str(self.opts.model_name), kind)

    def heading(self, name: str) -> str:
        """What the list calls the column."""
        return capfirst(str(label_for_field(name, self.model, self)))

    def cell(self, name: str) -> Callable[[Any], Any]:
        """What fills the column in a row: the number or the day where ``plain`` names it, else the list's words."""

        def words(row: Any) -> Any:
            field, _attribute, value = lookup_field(name, row, self)
            chosen = getattr(row, f"get_{name}_display", None)
            return harmless(str(chosen()) if field is not None and chosen else str(value))

        if attribute := self.plain.get(name):
            return lambda row: day_or_number(getattr(row, attribute))
        return words

    def note_export(self, request: HttpRequest, rows: int, kind: str, what: str = "rows") -> None:
        """Leave a line in the desk's log: who, when, how many rows of ``what``, and by which filters."""
        filters = request.GET.urlencode() or "no filter"
        LogEntry.objects.create(
            user=colleague(request),
            content_type=ContentType.objects.get_for_model(self.model),
            object_repr=str(self.opts.verbose_name_plural),
            action_flag=CHANGE,
            change_message=f"Exported {rows} {what} as {kind.upper()}: {filters}",
        )
