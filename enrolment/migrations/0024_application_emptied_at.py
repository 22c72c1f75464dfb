from django.db import migrations, models


def copy_readings(apps, schema_editor):
    """Who looked at a letter, now told beside who read anything else."""
    Reading = apps.get_model("keeping", "Reading")
    applications = apps.get_model("enrolment", "Application").objects.exclude(letter=None)
    of_letter = {row["letter_id"]: row for row in applications.values("pk", "applicant_id", "letter_id")}
    for look in apps.get_model("documents", "DocumentReading").objects.all():
        if row := of_letter.get(look.document_id):
            Reading.objects.create(
                subject_id=row["applicant_id"],
                about=f"application:{row['pk']}",
                matter="letter-file" if look.downloaded else "letter",
                by_id=look.by_id,
                at=look.at,
            )


class Migration(migrations.Migration):
    run_before = [("documents", "0004_delete_documentreading")]
    dependencies = [
        ("documents", "0003_find_by_hash"),
        ("enrolment", "0023_lists"),
        ("keeping", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="emptied_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Since then it says nothing about a person any more.",
                null=True,
                verbose_name="emptied",
            ),
        ),
        migrations.RunPython(copy_readings, migrations.RunPython.noop),
    ]
