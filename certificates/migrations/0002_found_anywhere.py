"""The desk finds a certificate by any part of its number."""

from django.db import migrations

from academy.anywhere import FoundAnywhere


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]
    operations = [FoundAnywhere("certificates_certificate", "number")]
