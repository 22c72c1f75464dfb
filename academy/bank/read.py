"""Reading an uploaded statement: what it is, its content decides and not its name."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from academy.bank import camt, table
from academy.bank.lines import Statement
from academy.documents.check import Readable
from academy.errors import Refused

MOST_BYTES = 5 * 1024 * 1024


class Unrecognised(Exception):
    """A table whose columns somebody has to choose."""

    def __init__(self, found: table.Table) -> None:
        super().__init__(", ".join(found.headings))
        self.table = found


def content_of(upload: Readable) -> bytes:
    """The bytes of an upload. Raises Refused for nothing and for more than 5 MB."""
    content = upload.read(MOST_BYTES + 1)
    if not content.strip():
        raise Refused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than 5 MB. Please take a shorter stretch of time."))
    return content


def is_xml(content: bytes) -> bool:
    """Whether it begins as XML does, and no table."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(content: bytes, account: str, columns: Mapping[str, int] | None = None) -> Statement:
    """The statement. ``account`` and ``columns`` (what is in which, counted from 0) matter for tables alone.

    Raises Refused for what is no statement, and Unrecognised where ``columns`` must be chosen.
    """
    if is_xml(content):
        return camt.read(content)
    found = table.cells(content)
    chosen = dict(columns) if columns else table.recognised(found.headings)
    if not set(table.NEEDED) <= chosen.keys():
        raise Unrecognised(found)
    return table.read(found, chosen, account)
