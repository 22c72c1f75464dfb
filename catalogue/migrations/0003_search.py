"""What a search looks through and, on PostgreSQL, the dictionaries and the index that it looks with.

unaccent is a trusted extension: the database's owner may create it, no superuser is needed.
"""

import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

DICTIONARIES = {
    "site_en": ("english", "english_stem"),
    "site_fr": ("french", "french_stem"),
    "site_es": ("spanish", "spanish_stem"),
    "site_plain": ("simple", "simple"),
}
INDEX = "catalogue_searchentry_vector"


def create(apps, schema_editor):
    """Each language's dictionary behind unaccent, one that changes nothing but accents, and the index."""
    if schema_editor.connection.vendor == "postgresql":
        for name, (copied, dictionary) in DICTIONARIES.items():
            schema_editor.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{copied})")
            schema_editor.execute(
                f"ALTER TEXT SEARCH CONFIGURATION {name}"
                f" ALTER MAPPING FOR word, hword, hword_part WITH unaccent, {dictionary}"
            )
        schema_editor.execute(f"CREATE INDEX {INDEX} ON catalogue_searchentry USING gin (vector)")


def drop(apps, schema_editor):
    """Take both away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")
        for name in DICTIONARIES:
            schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_languages_may_be_unknown'),
    ]

    operations = [
        UnaccentExtension(),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('title', models.TextField(blank=True, verbose_name='title')),
                ('headings', models.TextField(blank=True, verbose_name='headings')),
                ('details', models.TextField(blank=True, verbose_name='details')),
                ('prose', models.TextField(blank=True, verbose_name='prose')),
                ('vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True, verbose_name='words')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='catalogue.course', verbose_name='course')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='catalogue.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'constraints': [models.UniqueConstraint(condition=models.Q(('edition', None)), fields=('course', 'language'), name='one_course_entry_per_language'), models.UniqueConstraint(fields=('edition', 'language'), name='one_edition_entry_per_language')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
