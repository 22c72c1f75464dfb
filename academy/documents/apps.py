"""The documents app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Private files."""

    name = "academy.documents"
    verbose_name = _("Documents")
