"""What models cannot say: rows that are only ever added, and columns in which the desk finds any part of a word."""

from django.db import migrations

from academy.anywhere import FoundAnywhere
from academy.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]
    operations = [
        AppendOnly("LedgerEntry"),
        AppendOnly("Invoice", once=("document",)),
        AppendOnly("InvoiceLine"),
        AppendOnly("Attendance"),
        AppendOnly("Result"),
        AppendOnly("FeedRenewal"),
        AppendOnly("Extension"),
        AppendOnly("Mark"),
        AppendOnly("Agreement"),
        FoundAnywhere("enrolment_application", "full_name", "certificate_name", "organization", "sponsor_name"),
        FoundAnywhere("enrolment_payer", "name", "email"),
    ]
