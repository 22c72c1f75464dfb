"""The certificates app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """What people take home."""

    name = "certificates"
    verbose_name = _("Certificates and notes")
