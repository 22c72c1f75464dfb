import secrets

from django.db import migrations, models

LIST_SIZE = 131072


def give_places(apps, schema_editor):
    """Certificates from before get places by chance as well."""
    Certificate = apps.get_model("certificates", "Certificate")
    keys = list(Certificate.objects.values_list("pk", flat=True))
    room = LIST_SIZE * (1 + 2 * len(keys) // LIST_SIZE)
    for key, index in zip(keys, secrets.SystemRandom().sample(range(room), len(keys))):
        Certificate.objects.filter(pk=key).update(status_index=index)


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='credential',
            field=models.TextField(blank=True, default='', verbose_name='signed credential'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_for',
            field=models.CharField(blank=True, choices=[('mistake', 'It was issued by mistake.'), ('requirements', 'The requirements had not been met.'), ('holder', 'Its holder asked for it.')], default='', max_length=20, verbose_name='public reason'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='certificate',
            name='unsigned_sha256',
            field=models.CharField(blank=True, default='', max_length=64, verbose_name='SHA-256 before it was signed'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='certificate',
            name='status_index',
            field=models.PositiveIntegerField(null=True, editable=False, verbose_name='place in the list of those revoked'),
        ),
        migrations.RunPython(give_places, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='certificate',
            name='status_index',
            field=models.PositiveIntegerField(editable=False, unique=True, verbose_name='place in the list of those revoked'),
        ),
    ]
