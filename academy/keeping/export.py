"""Everything that is kept about one person, as one ZIP: ``data.json`` and the files."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import slugify

from academy.accounts.models import User
from academy.documents.models import Document
from academy.keeping.table import Kept, kept

IN_MEMORY = 5 * 1024 * 1024


def archive(person: User, now: datetime) -> IO[bytes]:
    """The ZIP, open at its beginning; what is larger than 5 MB waits on the disk until it is closed."""
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with ZipFile(made, "w", ZIP_DEFLATED) as folder:
        data = {"of": person.email, "made": now, "kept": [section(row, person) for row in kept()]}
        folder.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for document in documents(person):
            with document.file.open("rb") as file:
                folder.writestr(f"files/{name_of(document)}", file.read())
    made.seek(0)
    return made


def section(row: Kept, person: User) -> dict[str, Any]:
    """One kind of thing: what it is, why and until when, and the person's rows of it."""
    said = {name: str(getattr(row, name)) for name in ("what", "why", "until")}
    return {"model": row.model, **said, "rows": list(row.of(person).order_by("pk").values(*row.fields.split()))}


def documents(person: User) -> Iterator[Document]:
    """The person's files, each once; what is held back for the virus scanner waits."""
    seen = set()
    for row in kept():
        for name in row.files.split():
            for thing in row.of(person).exclude(**{name: None}).select_related(name):
                document: Document = getattr(thing, name)
                if document.pk not in seen and not document.held:
                    seen.add(document.pk)
                    yield document


def name_of(document: Document) -> str:
    """A name that no other file has and that every system can write."""
    stem, _dot, ending = document.title.rpartition(".")
    return f"{slugify(stem) or 'file'}-{str(document.pk)[:8]}.{re.sub(r'[^a-z0-9]', '', ending.lower()) or 'bin'}"
