"""A query that nearly every visitor asks, planned by PostgreSQL once in each connection and not at each visit.

For a query over several tables that finds few rows, planning takes several times longer than answering. Django's own
cursors prepare nothing; psycopg's do what comes back, and ``DATABASES`` says for how long and with which plan.
SQLite plans in no time.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What ``sql``, always the same text, answers for these values. Raises Django's database errors."""
    with cursor() as own:
        own.execute(sql, params)
        return own.fetchall()


def cursor() -> Any:
    """A cursor that prepares, on PostgreSQL, in the frame of Django's own."""
    connection.ensure_connection()
    if connection.vendor != "postgresql":
        return connection.cursor()
    framed: Any = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return framed(Cursor(connection.connection))
