"""An SQLite database copied through its own backup interface while others write to it, and how it is put back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

FILE = "database.sqlite3"


@contextmanager
def moment(folder: Path) -> Iterator[tuple[Path, Callable[[str], list[Any]]]]:
    """The copy in ``folder``, and a way to ask it."""
    made = folder / FILE
    connection.ensure_connection()
    with closing(sqlite3.connect(made)) as copy:
        connection.connection.backup(copy)
        yield made, lambda sql: copy.execute(sql).fetchall()


@contextmanager
def now() -> Iterator[Callable[[str], list[Any]]]:
    """A way to ask the database as it is; plainly, without Django's conversions."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.connection.backup(copy)
        yield lambda sql: copy.execute(sql).fetchall()


def put_back(dump: Path) -> None:
    """Fill the empty database."""
    connection.ensure_connection()
    with closing(sqlite3.connect(dump)) as copy:
        copy.backup(connection.connection)


def sum_of(ask: Callable[[str], list[Any]], table: str) -> list[Any]:
    """How many rows the table has, and a sum over what stands in them, in whichever order they come."""
    rows = ask(f'SELECT * FROM "{table}"')  # noqa: S608 - the name is the database's own
    hashes = (int.from_bytes(sha256(repr(tuple(row)).encode()).digest()[:8]) for row in rows)
    return [len(rows), str(sum(hashes))]
