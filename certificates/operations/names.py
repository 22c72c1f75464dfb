"""The name that will be printed."""

from django.utils.translation import gettext as _

from academy.errors import Refused
from certificates.glyphs import unprintable


def demand_name(name: str) -> None:
    """Raise Refused for an empty name or one with letters that our typefaces lack."""
    if not name.strip():
        raise Refused(_("Give the name that will be printed."))
    if letters := unprintable(name):
        raise Refused(_("These letters cannot be printed: %(letters)s") % {"letters": letters})
