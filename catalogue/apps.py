"""The catalogue app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """What is offered."""

    name = "catalogue"
    verbose_name = _("Catalogue")
