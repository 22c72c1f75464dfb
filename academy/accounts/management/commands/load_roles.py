"""``manage.py load_roles``: the groups of staff and their permissions, from the table."""

from typing import Any

from django.core.management.base import BaseCommand

from academy.accounts.roles import ROLES, load_roles


class Command(BaseCommand):
    """Safe to run at every deployment."""

    help = "Bring the roles of staff to what academy/accounts/roles.py says."

    def handle(self, *args: Any, **options: Any) -> None:
        load_roles()
        self.stdout.write(f"Roles: {', '.join(ROLES)}")
