"""The fixed words of a certificate that are frozen with it."""

from django.utils.translation import gettext as _


def signatories() -> list[dict[str, str]]:
    """The offices that answer for a certificate, in the language of the moment."""
    return [
        {"office": _("The Director"), "of": _("International Training Centre of the ILO")},
        {"office": _("The Programme Manager"), "of": _("Social Protection, Governance and Tripartism")},
    ]
