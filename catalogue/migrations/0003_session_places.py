"""Where a session is held stands in every language; what was written so far was English."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def to_english(apps: Any, _schema: Any) -> None:
    apps.get_model("catalogue", "Session").objects.update(place_en=F("place"))


def added(model: str, language: str) -> migrations.AddField:
    field = models.CharField(blank=True, max_length=100, null=True, verbose_name="place")
    return migrations.AddField(model_name=model, name=f"place_{language}", field=field)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_search")]

    operations = [
        migrations.RenameField(model_name="historicalsession", old_name="place", new_name="place_en"),
        migrations.AlterField(
            model_name="historicalsession",
            name="place_en",
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name="place"),
        ),
        *(added("historicalsession", language) for language in ("es", "fr")),
        *(added("session", language) for language in ("en", "es", "fr")),
        migrations.RunPython(to_english, migrations.RunPython.noop),
    ]
