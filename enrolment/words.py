"""The words for what rules know by keys."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from enrolment.models import Dimension, Financing, Sector
from enrolment.rules.composition import ANY

GENDERS = {"woman": _("women"), "man": _("men"), "other": _("self-described"), "unsaid": _("not said")}
REGION_WORDS = {
    "africa": _("Africa"),
    "americas": _("Americas"),
    "arab-states": _("Arab States"),
    "asia-pacific": _("Asia and the Pacific"),
    "europe-central-asia": _("Europe and Central Asia"),
}
VERDICTS = {"yes": _("yes"), "unknown": _("not known"), "no": _("no")}
RULES = {"experience": _("experience"), "fee": _("the fee is covered"), "language": _("language")}
CHOICES = {1: _("First choice"), 2: _("Second choice"), 3: _("Third choice")}
FINANCING = {Financing.SELF.value: _("pay themselves"), Financing.SPONSOR.value: _("sponsored")}


def country_name(code: str) -> str:
    """The country in the language of the page."""
    return str(countries.name(code) or code)


def choice_words(rank: int) -> Any:
    """“First choice”, “Second choice”, “Third choice”, “Choice 4”."""
    return CHOICES.get(rank) or _("Choice %(number)s") % {"number": rank}


def kinds_of(dimension: str) -> dict[str, Any]:
    """The kinds of a dimension that are known beforehand, with their words; empty for a sum and for countries."""
    known: dict[str, dict[str, Any]] = {
        Dimension.SECTOR: dict(Sector.choices),
        Dimension.GENDER: GENDERS,
        Dimension.REGION: REGION_WORDS,
        Dimension.LANGUAGE: dict(settings.LANGUAGES),
        Dimension.FINANCING: FINANCING,
    }
    return known.get(dimension, {})


def word_for(dimension: str, value: str) -> Any:
    """One kind in words: “Workers' organization”, “Peru”, “from any one country”, or the sum's own name."""
    if dimension == Dimension.COUNTRY:
        return _("from any one country") if value == ANY else country_name(value) if value else _("no country")
    if not value:
        return Dimension(dimension).label if dimension in ("size", "beds", "income") else _("not said")
    return kinds_of(dimension).get(value, value)
