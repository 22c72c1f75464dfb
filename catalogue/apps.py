"""The catalogue app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """What is offered."""

    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        """Keep the changes of its rows; modeltranslation is ready before, because it stands first in the settings."""
        from catalogue import history, triggers

        history.track()
        pre_migrate.connect(triggers.unwatch, sender=self)
        post_migrate.connect(triggers.watch, sender=self)
