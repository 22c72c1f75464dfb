"""A course whose languages of teaching are not known says so with an empty list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="course",
            name="languages",
            field=models.JSONField(
                blank=True, default=list, help_text='["en", "fr"]', verbose_name="languages of teaching"
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="languages",
            field=models.JSONField(
                blank=True, default=list, help_text='["en", "fr"]', verbose_name="languages of teaching"
            ),
        ),
    ]
