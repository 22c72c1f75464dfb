"""Reading the reports that eCampus, a Moodle, exports: attendance, grades and completion, as CSV.

Moodle writes names of columns in the teacher's language, a session's column as “30 Jun 2025 2.00PM All students” with
“P (2/2)” in it, a quiz as “Quiz: Week 1 (Real)” with a number or “-”, and completion as “Completed”. The columns are
not believed: the one in which every value is an e-mail address says who it is about, and staff say what the others are.
Sources: docs.moodle.org, Attendance activity, Grade export, Activity completion report.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

POINTS = re.compile(r"\(\s*(\d+(?:[.,]\d+)?)\s*/\s*\d+(?:[.,]\d+)?\s*\)$")
YES = {"p", "l", "late", "present", "présent", "presente", "presentó", "yes", "oui", "sí", "si", "x", "1", "✓"}
YES |= {
    "completed",
    "completed (achieved pass grade)",
    "terminé",
    "achevé",
    "completado",
    "finalizado",
    "pass",
    "passed",
}
NO = {"a", "e", "absent", "ausente", "excused", "no", "non", "0", "not completed", "non terminé", "no completado"}
NO |= {"pas terminé", "sin finalizar", "completed (did not achieve pass grade)", "fail", "failed"}
NOTHING = {"", "-", "–", "?", "n/a"}


@dataclass(frozen=True)
class Line:
    """One person's row: the address, in small letters, and a value for each of the report's columns."""

    email: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Columns that hold something, and a row for each person; nothing where there is no column of e-mail addresses."""

    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def read(text: str) -> Report:
    """The report in ``text``, with commas, semicolons or tabs; lines before its head and empty ones are left out."""
    rows = table(text)
    width = max((len(row) for row in rows), default=0)
    whole = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows if any(map(str.strip, row))]
    first = next((number for number, row in enumerate(whole) if any(map(is_email, row))), 0)
    if first == 0:
        return Report()
    head, body = whole[first - 1], whole[first:]
    who = max(range(width), key=lambda column: sum(is_email(row[column]) for row in body))
    people = [row for row in body if is_email(row[who])]
    used = [column for column in range(width) if column != who and head[column]]
    lines = (Line(row[who].lower(), tuple(row[column] for column in used)) for row in people)
    return Report(tuple(head[column] for column in used), tuple(lines))


def table(text: str) -> list[list[str]]:
    """The cells; what separates them is what stands most often in the first line that has any of it."""
    text = text.removeprefix("\ufeff")
    counts = ({sign: line.count(sign) for sign in ",;\t"} for line in text.splitlines())
    counted = next((found for found in counts if any(found.values())), {",": 0})
    return list(csv.reader(io.StringIO(text), delimiter=max(counted, key=lambda sign: counted[sign])))


def is_email(value: str) -> bool:
    """Whether it looks like an address: something, one @, something with a dot."""
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value.strip()) is not None


def attended(value: str) -> bool | None:
    """Whether the value says yes; None when it says nothing. Raises ValueError for what cannot be read.

    “P (2/2)” is yes, “A (0/2)” is no, “?” is nothing.
    """
    plain = value.strip().casefold()
    if plain in NOTHING:
        return None
    if points := POINTS.search(plain):
        return Decimal(points[1].replace(",", ".")) > 0
    if plain in YES or plain in NO:
        return plain in YES
    raise ValueError(value)


def passed(value: str, least: Decimal) -> bool | None:
    """Whether a grade is at least ``least``, or a completion says yes; None when it says nothing.

    With 60 at least, “72,50” and “72.50 %” pass. Raises ValueError for what cannot be read.
    """
    plain = value.strip().removesuffix("%").strip().replace(",", ".")
    if plain in NOTHING:
        return None
    try:
        grade = Decimal(plain)
    except InvalidOperation:
        return attended(value)
    if not grade.is_finite():
        raise ValueError(value)
    return grade >= least


def guess(column: str, titles: Sequence[str]) -> int | None:
    """Which of ``titles`` the column's name holds, by number; None when it holds none or several."""
    found = [number for number, title in enumerate(titles) if title.casefold() in column.casefold()]
    return found[0] if len(found) == 1 else None
