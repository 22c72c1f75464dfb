"""Looking for what stands anywhere in a text, among very many rows: an index of trigrams, on PostgreSQL.

The desk's lists are searched with ``icontains``, which Django asks as ``UPPER(column::text) LIKE UPPER('%word%')``.
SQLite, which is for few rows, reads them all.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"  # PostgreSQL lets the owner of a database add this one


class FoundAnywhere(Operation):
    """In a migration: words of three letters or more are found quickly in these columns of the table."""

    reversible = True

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As it was written."""
        return type(self).__name__, [self.table, *self.columns], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No field changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Make the indexes."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(EXTENSION)
            for column in self.columns:
                schema_editor.execute(
                    f"CREATE INDEX {self.name(column)} ON {self.table}"
                    f" USING gin (UPPER({column}::text) gin_trgm_ops) WITH (fastupdate = off)"
                )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop them; the extension stays."""
        if schema_editor.connection.vendor == "postgresql":
            for column in self.columns:
                schema_editor.execute(f"DROP INDEX IF EXISTS {self.name(column)}")

    def describe(self) -> str:
        """What ``migrate`` says."""
        return f"Find words anywhere in {', '.join(self.columns)} of {self.table}"

    def name(self, column: str) -> str:
        """Of the index on one column."""
        return f"{self.table}_{column}_anywhere"
