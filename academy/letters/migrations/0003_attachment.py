"""A letter may bring a document, such as an invoice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_scanned_and_drawn'),
        ('letters', '0002_headers'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='attachment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='documents.document', verbose_name='attachment'),
        ),
    ]
