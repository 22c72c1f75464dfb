"""What a search looks with: on PostgreSQL dictionaries and an index, on SQLite a full-text table (FTS5).

unaccent is a trusted extension: the database's owner may create it, no superuser is needed.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

DICTIONARIES = {
    "site_en": ("english", "english_stem"),
    "site_fr": ("french", "french_stem"),
    "site_es": ("spanish", "spanish_stem"),
    "site_plain": ("simple", "simple"),
}
INDEX = "catalogue_searchentry_vector"
TABLE = "catalogue_searchwords"
WORTH = "0, 1.0, 0.5, 0.2, 0.05"  # of a find in the language, the title, the headings, the details and the prose


def create(apps, schema_editor):
    """Each language's dictionary behind unaccent, one that changes nothing but accents, and the index; or the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(language,"
            " title, headings, details, prose, tokenize = 'unicode61 remove_diacritics 0')"
        )
        schema_editor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('rank', 'bm25({WORTH})')")
        return
    for name, (copied, dictionary) in DICTIONARIES.items():
        schema_editor.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{copied})")
        schema_editor.execute(
            f"ALTER TEXT SEARCH CONFIGURATION {name}"
            f" ALTER MAPPING FOR word, hword, hword_part WITH unaccent, {dictionary}"
        )
    schema_editor.execute(f"CREATE INDEX {INDEX} ON catalogue_searchentry USING gin (vector) WITH (fastupdate = off)")


def drop(apps, schema_editor):
    """Take all of it away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {TABLE}")
        return
    schema_editor.execute(f"DROP INDEX {INDEX}")
    for name in DICTIONARIES:
        schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION {name}")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [UnaccentExtension(), migrations.RunPython(create, drop)]
