"""The triggers by which the database notes every change of what public pages are made of.

Each table has one that gives the catalogue's ``Version`` a new random token in the transaction of the change: the desk,
a command, an ``update()`` of many rows and somebody with psql are all seen. On PostgreSQL the trigger is deferred, so
that the one row is locked only while a transaction commits, and does its work once a transaction. A token never comes
back, not even when a backup is restored beside pages that were kept since.

Migrations run without triggers: PostgreSQL alters no table with deferred triggers pending, and SQLite loses them when
it makes a table anew. Meanwhile there is no token, and nothing is kept.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db import connection

from catalogue.models import Version
from catalogue.version import ONLY, tables

VERSION = Version._meta.db_table
FUNCTION = f"""
CREATE OR REPLACE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('catalogue.changed_in', true) IS DISTINCT FROM txid_current()::text THEN
        UPDATE {VERSION} SET token = gen_random_uuid()::text WHERE id = {ONLY};
        PERFORM set_config('catalogue.changed_in', txid_current()::text, true);
    END IF;
    RETURN NULL;
END $$
"""  # noqa: S608
DEFERRED = """
CREATE CONSTRAINT TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalogue_changed()
"""
AT_ONCE = """
CREATE TRIGGER "{name}" AFTER {event} ON "{table}"
BEGIN UPDATE {version} SET token = lower(hex(randomblob(16))) WHERE id = {only}; END
"""


def watch(plan: object = True, **said: Any) -> None:
    """After migrations: make the triggers that are missing; ``plan`` is empty where there was nothing to migrate."""
    there = existing()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name, _table, statement in triggers():
            if name not in there:
                cursor.execute(statement)
    if plan:
        Version.objects.update_or_create(pk=ONLY, defaults={"token": uuid4().hex})


def unwatch(plan: object = True, **said: Any) -> None:
    """Before migrations, if there are any: from now on nothing is kept, and no table has a trigger of ours."""
    there = existing()
    if not plan or VERSION not in connection.introspection.table_names():
        return
    Version.objects.all().delete()
    with connection.cursor() as cursor:
        for name, table, _statement in triggers():
            if name in there:
                cursor.execute(
                    f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                )


def triggers() -> Iterator[tuple[str, str, str]]:
    """The name, the table and the making of each; SQLite needs one for every kind of change."""
    for table in sorted(tables()):
        if connection.vendor == "postgresql":
            name = f"{table}_changed"
            yield name, table, DEFERRED.format(name=name, table=table)
        else:
            for event in ("INSERT", "UPDATE", "DELETE"):
                name = f"{table}_{event.lower()}"
                yield name, table, AT_ONCE.format(name=name, event=event, table=table, version=VERSION, only=ONLY)


def existing() -> set[str]:
    """The names of all triggers in the database."""
    of_all = "SELECT tgname FROM pg_trigger" if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master"
    with connection.cursor() as cursor:
        cursor.execute(of_all)
        return {name for (name,) in cursor.fetchall()}
