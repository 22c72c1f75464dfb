"""A letter may bring headers of its own, such as the address at which one leaves a list."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='headers',
            field=models.JSONField(blank=True, default=dict, verbose_name='headers of its own'),
        ),
    ]
