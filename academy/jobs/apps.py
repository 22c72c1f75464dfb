"""The jobs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work behind the pages."""

    name = "academy.jobs"
    verbose_name = _("Work behind the pages")
