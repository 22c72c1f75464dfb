"""On PostgreSQL, the index of a search takes new words in at once.

A list of words waiting to be taken in is read by every search, and until vacuum comes the planner would rather unpack
every vector than read it.
"""

from django.db import migrations

INDEX = "catalogue_searchentry_vector"


def at_once(apps, schema_editor):
    """Take in what waits, and let nothing wait again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {INDEX} SET (fastupdate = off)")
        schema_editor.execute(f"SELECT gin_clean_pending_list('{INDEX}')")


def later(apps, schema_editor):
    """As PostgreSQL does by itself."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {INDEX} RESET (fastupdate)")


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0012_stay_days'),
    ]

    operations = [migrations.RunPython(at_once, later)]
