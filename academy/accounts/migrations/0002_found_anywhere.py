"""The desk finds an account by any part of its address or name."""

from django.db import migrations

from academy.anywhere import FoundAnywhere


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [FoundAnywhere("accounts_user", "email", "name")]
