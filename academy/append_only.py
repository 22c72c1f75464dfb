"""Rows that are only ever added: the database itself refuses to change or delete them.

Put ``AppendOnly("LedgerEntry")`` at the end of the migration that makes the table, and again at the end of every
later one that changes it: SQLite makes a changed table anew, and the guards do not come along. Tests empty all tables
with TRUNCATE on PostgreSQL, which is no DELETE, and on SQLite with its check constraints off.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models import Model

REFUSE = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""


class AppendOnly(Operation):
    """Guards on one table. A field in ``once`` may be filled as long as it is empty (NULL); nothing else changes."""

    reversible = True

    def __init__(self, model_name: str, once: Sequence[str] = ()) -> None:
        self.model_name, self.once = model_name, tuple(once)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No field changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Set the guards, in the stead of any that are there."""
        self.database_backwards(app_label, schema_editor, to_state, from_state)
        for statement in guards(to_state.apps.get_model(app_label, self.model_name), self.once, schema_editor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take the guards away."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for what in ("delete", "update", "once"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")

    def describe(self) -> str:
        """What ``migrate`` says."""
        return f"Refuse changes of {self.model_name}"


def guards(model: type[Model], once: Sequence[str], editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
    """The triggers, as SQL of the editor's database; their error is Django's IntegrityError."""
    table, postgresql = model._meta.db_table, editor.connection.vendor == "postgresql"
    if postgresql:
        yield REFUSE
        each, unless, do = "FOR EACH ROW", "", "EXECUTE FUNCTION refuse_change()"
    else:
        each, unless = "", "WHEN (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) = 0"
        do = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only ever added'); END"
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    fixed, filled_once = [columns[name] for name in columns if name not in once], [columns[name] for name in once]
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {each} {unless} {do}"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {quoted(fixed)} ON {table} {each} {do}"
    if filled_once:
        full = " OR ".join(f'OLD."{column}" IS NOT NULL' for column in filled_once)
        before = f"BEFORE UPDATE OF {quoted(filled_once)} ON {table}"
        yield f"CREATE TRIGGER {table}_no_once {before} {each} WHEN ({full}) {do}"


def quoted(columns: Sequence[str]) -> str:
    """Names of columns, between commas."""
    return ", ".join(f'"{column}"' for column in columns)
