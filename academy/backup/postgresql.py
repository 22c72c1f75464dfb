"""A PostgreSQL database as pg_dump writes it, all of one moment, and how it is put back."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

FILE = "database.pgdump"
KNOWN_TO_LIBPQ = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "service", "passfile")
SUM = 'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM "{table}" t'


@contextmanager
def moment(folder: Path) -> Iterator[tuple[Path, Callable[[str], list[Any]]]]:
    """The dump in ``folder``, and a way to ask the database as it was at that moment."""
    with transaction.atomic(), now() as ask:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        ((snapshot,),) = ask("SELECT pg_export_snapshot()")
        made = folder / FILE
        run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            f"--snapshot={snapshot}",
            f"--file={made}",
            "--dbname",
            address(),
        )
        yield made, ask


@contextmanager
def now() -> Iterator[Callable[[str], list[Any]]]:
    """A way to ask the database as it is."""
    with connection.cursor() as cursor:

        def ask(sql: str) -> list[Any]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        yield ask


def put_back(dump: Path) -> None:
    """Fill the empty database, in one transaction."""
    connection.close()
    run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname", address(), str(dump))


def run(*command: str) -> None:
    """Run one of PostgreSQL's programs; raises CalledProcessError with what it said."""
    password = connection.get_connection_params().get("password") or ""
    subprocess.run(command, check=True, env=os.environ | ({"PGPASSWORD": password} if password else {}))


def address() -> str:
    """Where the database is, without the password, which other users of the machine could read."""
    given = connection.get_connection_params()
    return make_conninfo(**{name: given[name] for name in KNOWN_TO_LIBPQ if given.get(name)})


def sum_of(ask: Callable[[str], list[Any]], table: str) -> list[Any]:
    """How many rows the table has, and a sum over what stands in them, in whichever order they come."""
    return list(ask(SUM.format(table=table))[0])
