"""The letters app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Outgoing mail."""

    name = "academy.letters"
    verbose_name = _("Letters")
