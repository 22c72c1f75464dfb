import re

import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from academy.append_only import AppendOnly

LOWERING = ("reduction", "payment", "transfer-in")
PARTS = {
    "Tuition": "tuition",
    "Frais de formation": "tuition",
    "Matrícula": "tuition",
    "Subsistence": "subsistence",
    "Frais de séjour": "subsistence",
    "Estancia": "subsistence",
}
BY_KIND = {"bank-charge": "bank", "refund": "sent", "reduction": "cancelled"}


def payers_and_reasons(apps, schema_editor):
    """Rows said in one language why they were entered, and named the payer in a text."""
    Entry = apps.get_model("enrolment", "LedgerEntry")
    for row in Entry.objects.select_related("place__application", "place__participant").order_by("pk"):
        row.payer = payer(apps.get_model("enrolment", "Payer"), row)
        row.reason, row.params = reason(row)
        row.save()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def payer(Payer, row):
    """The participant, the sponsor, or an organization that has nothing but a name."""
    application, person = row.place.application, row.place.participant
    if row.old_payer == application.full_name:
        known = {"name": row.old_payer, "country": application.country, "language": person.language}
        return Payer.objects.get_or_create(person=person, defaults=known)[0]
    email = application.sponsor_email if row.old_payer == application.sponsor_name else ""
    named = {"person": None, "name__iexact": row.old_payer, "email__iexact": email}
    made = {"name": row.old_payer, "email": email, "language": person.language}
    return Payer.objects.filter(**named).first() or Payer.objects.create(**made)


def reason(row):
    """The code, and what completes its words."""
    if row.kind == "charge" and row.old_reason in PARTS:
        return "part", {"part": PARTS[row.old_reason]}
    if row.kind == "penalty" and (percent := re.search(r"\d+", row.old_reason)):
        return "share", {"percent": int(percent[0])}
    return BY_KIND.get(row.kind, "received"), {} if row.kind in BY_KIND else {"text": row.old_reason}


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0008_selection"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Payer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("address", models.TextField(blank=True, max_length=500, verbose_name="address")),
                ("country", django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country")),
                ("tax_number", models.CharField(blank=True, max_length=40, verbose_name="tax number")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("fr", "French"), ("es", "Spanish")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        help_text="Empty for an organization.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="participant",
                    ),
                ),
            ],
            options={"verbose_name": "payer", "verbose_name_plural": "payers", "ordering": ["name", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("name"),
                django.db.models.functions.text.Upper("email"),
                condition=Q(person=None),
                name="one_payer_per_organization",
            ),
        ),
        migrations.RemoveConstraint(model_name="ledgerentry", name="ledger_sign_follows_kind"),
        migrations.RenameField(model_name="ledgerentry", old_name="payer", new_name="old_payer"),
        migrations.RenameField(model_name="ledgerentry", old_name="reason", new_name="old_reason"),
        migrations.AddField(
            model_name="ledgerentry",
            name="payer",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="enrolment.payer"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="reason",
            field=models.CharField(
                choices=[
                    ("part", "%(part)s"),
                    ("waiver", "Waiver: %(text)s"),
                    ("fellowship", "Fellowship: %(text)s"),
                    ("received", "%(text)s"),
                    ("cancelled", "Place cancelled"),
                    ("share", "%(percent)s %% of the price"),
                    ("bank", "taken by the bank"),
                    ("sent", "sent back"),
                    ("shared", "Shared out anew among the payers"),
                    ("mistake", "Correction: %(text)s"),
                    ("moved", "Place moved: %(edition)s"),
                ],
                default="received",
                max_length=20,
                verbose_name="reason",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="params",
            field=models.JSONField(default=dict, verbose_name="what the reason names"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="counters",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="countered_by",
                to="enrolment.ledgerentry",
                verbose_name="takes back",
            ),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("charge", "Charge"),
                    ("reduction", "Reduction"),
                    ("payment", "Payment"),
                    ("penalty", "Penalty"),
                    ("bank-charge", "Bank charges"),
                    ("refund", "Refund"),
                    ("transfer-in", "Brought from another place"),
                    ("transfer-out", "Taken to another place"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(payers_and_reasons, migrations.RunPython.noop),
        migrations.RemoveField(model_name="ledgerentry", name="old_payer"),
        migrations.RemoveField(model_name="ledgerentry", name="old_reason"),
        migrations.AlterField(
            model_name="ledgerentry",
            name="payer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="enrolment.payer",
                verbose_name="payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=(
                    Q(counters=None, kind__in=LOWERING, amount__lte=0)
                    | (Q(counters=None, amount__gte=0) & ~Q(kind__in=LOWERING))
                    | Q(counters__isnull=False, kind__in=LOWERING, amount__gte=0)
                    | (Q(counters__isnull=False, amount__lte=0) & ~Q(kind__in=LOWERING))
                ),
                name="ledger_sign_follows_kind",
            ),
        ),
        AppendOnly("LedgerEntry"),
    ]
