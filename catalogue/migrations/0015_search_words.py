"""On SQLite, a full-text index (FTS5) of the words that a search looks through, instead of a text read row by row.

What was gathered is thrown away: the site gathers it anew when it starts and every five minutes (operations/index.py).
The numbers say what a find in the title, the headings, the details and the prose is worth.
"""

from django.db import migrations, models

TABLE = "catalogue_searchwords"


def create(apps, schema_editor):
    """The table, with its ranks; a find of the language is worth nothing."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(language,"
            " title, headings, details, prose, tokenize = 'unicode61 remove_diacritics 0')"
        )
        schema_editor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('rank', 'bm25(0, 1.0, 0.5, 0.2, 0.05)')")
        apps.get_model("catalogue", "SearchEntry").objects.all().delete()


def drop(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {TABLE}")
        apps.get_model("catalogue", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0014_sessions'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['id', 'course', 'edition'], name='catalogue_searchentry_whose'),
        ),
        migrations.RunPython(create, drop),
    ]
