"""A spreadsheet that somebody uploads, as rows of text; what is in it is for the caller to judge.

The content decides what the file is, not its name. Nothing of it is carried out: formulas come as the values that the
spreadsheet last kept.
"""

import csv
import io
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from academy.errors import Refused

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 200
MOST_COLUMNS = 40
DELIMITERS = ",;\t"
Rows = list[list[str]]


def rows_of(content: bytes) -> Rows:
    """The rows of a CSV or XLSX file, the headings first, each as long as the longest; blanks around are cut off.

    Raises Refused, in words that say what to do, for anything else, and for a file that is too large.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is too large; at most 2 MB are taken."))
    found = from_xlsx(content) if content.startswith(b"PK") else from_csv(content)
    while found and not any(found[-1]):
        found.pop()
    if len(found) > MOST_ROWS + 1:
        raise Refused(_("The file has too many rows; at most %(most)s are taken at once.") % {"most": MOST_ROWS})
    width = max(map(len, found), default=0)
    return [row + [""] * (width - len(row)) for row in found]


def from_xlsx(content: bytes) -> Rows:
    """The first sheet of a workbook. A small file may unfold to a huge one, so its parts are measured first."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refused(_("The file is too large; at most 2 MB are taken."))
        sheet: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        return [[text(cell) for cell in row[:MOST_COLUMNS]] for row in islice(sheet.iter_rows(values_only=True), 1000)]
    except Refused:
        raise
    except Exception as problem:  # openpyxl and the XML below it raise whatever a broken file meets
        raise Refused(_("This file cannot be read. Save it once more as XLSX or CSV.")) from problem


def from_csv(content: bytes) -> Rows:
    """Rows between commas, semicolons or tabs, whichever the headings have most of."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused(_("This file is neither XLSX nor CSV in UTF-8. Save it once more as one of them.")) from problem
    if "\x00" in words:
        raise Refused(_("This file cannot be read. Save it once more as XLSX or CSV."))
    first = words.partition("\n")[0]
    try:
        lines = csv.reader(io.StringIO(words, newline=""), delimiter=max(DELIMITERS, key=first.count))
        return [[text(cell) for cell in row[:MOST_COLUMNS]] for row in islice(lines, 1000)]
    except csv.Error as problem:
        raise Refused(_("This file cannot be read. Save it once more as XLSX or CSV.")) from problem


def text(cell: Any) -> str:
    """What a person sees in the cell: 7 for 7.0, and the day for a date."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell).strip()
