"""Money, days and languages as people write them, by CLDR, in the language of the moment."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency
from django.utils import translation
from django.utils.translation import gettext as _

from academy import clock

# The Centre writes English as its host organization does: 30 June 2025, not June 30, 2025.
VARIANTS = {"en": "en_GB"}
# French counts the first of a month: 1er août; CLDR leaves that to whoever uses it.
FIRST_OF_MONTH = re.compile(r"(?<!\d)1(?=[\s–])")


def remembered(saying: Callable[..., str]) -> Callable[..., str]:
    """``saying``, which depends on nothing but its arguments and the language, worked out once for each of them."""
    in_language = lru_cache(maxsize=4096)(lambda _language, *arguments: saying(*arguments))

    @wraps(saying)
    def said(*arguments: Any) -> str:
        return in_language(translation.get_language(), *arguments)

    return said


def locale() -> Locale:
    """CLDR's locale of the language that is active now; English where none is."""
    return locale_of(translation.get_language() or "en")


@cache
def locale_of(language: str) -> Locale:
    """CLDR's locale of a language of the site."""
    return Locale.parse(VARIANTS.get(language, language), sep="-" if "-" in language else "_")


def euros(amount: Decimal) -> str:
    """An amount in EUR, to the cent, with a real minus sign: €2,720.00, or 2 720,00 € in French."""
    return money(amount, "EUR")


def money(amount: Decimal, currency: str) -> str:
    """The same in any currency (ISO 4217): US$50.00."""
    return in_currency(amount + 0, currency)  # without the sign of a negative zero


@remembered
def in_currency(amount: Decimal, currency: str) -> str:
    """An amount that says zero in one way only."""
    return format_currency(amount, currency, locale=locale()).replace("-", "−")


def day(value: date) -> str:
    """One calendar day, month in words; a moment becomes its day in Turin: 30 June 2025."""
    return civil_day(_civil(value))


@remembered
def civil_day(value: date) -> str:
    """A date, which is no moment."""
    return _counted(format_date(value, "long", locale=locale()))


def week_day(value: date) -> str:
    """A day with its name, for timetables: Monday 30 June 2025."""
    said = _counted(format_date(_civil(value), "full", locale=locale()))
    return said[:1].upper() + said[1:]


def short_day(value: date) -> str:
    """A day without its year, for drawings: 30 Jun."""
    pattern = locale().datetime_skeletons["MMMd"].pattern
    return _counted(format_date(_civil(value), pattern, locale=locale()))


def month(value: date) -> str:
    """The month alone, short, for the axes of drawings: Jun."""
    return format_date(value, "LLL", locale=locale())


def month_name(value: date) -> str:
    """The month alone, in full and as a heading: June."""
    name = format_date(value, "LLLL", locale=locale())
    return name[:1].upper() + name[1:]


def moment(value: datetime, zone: tzinfo = clock.ROME) -> str:
    """A day and the time of day, in Turin unless another time zone is asked for: 30 June 2025, 09:05."""
    return f"{day(value.astimezone(zone).date())}, {time_of_day(value, zone)}"


def time_of_day(value: datetime, zone: tzinfo = clock.ROME) -> str:
    """The time of day alone: 09:05."""
    return format_time(value.astimezone(zone), "short", tzinfo=zone, locale=locale())


@remembered
def days(first: date, last: date | None) -> str:
    """Two days, both included, said once where they agree: 3–5 June 2025, 30 June – 1 August 2025.

    The pattern is CLDR's for an interval, with the months in full. One day, or no ``last``, is said as a day.
    """
    if last is None or first == last:
        return day(first)
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale().interval_formats
    before, after = patterns.get("yMMMMd", patterns["yMMMd"])[differs]
    said = format_date(first, _in_full(before), locale=locale()) + format_date(last, _in_full(after), locale=locale())
    # CLDR's thin spaces let the dash touch the months in our typefaces.
    return _counted(said.replace("\u2009–\u2009", "\xa0– "))


def notice(most: int | None, least: int | None) -> str:
    """From ``most`` to ``least`` days before a start without a date, both included: 8 to 13 days before the start."""
    if most is None and least is None:
        return _("on any day")
    if least is None:
        return _("%(days)s days or fewer before the start, or later") % {"days": most}
    if most is None:
        return _("%(days)s days or more before the start") % {"days": least}
    return _("%(least)s to %(most)s days before the start") % {"least": least, "most": most}


def language_name(code: str) -> str:
    """The name of the language ``code``: French, or français on a French page."""
    return str(locale().languages.get(code.replace("-", "_"), code))


def all_languages() -> list[tuple[str, str]]:
    """Codes and names of every language that has a code of two letters, by name in the language of the moment."""
    codes = [str(code) for code in locale().languages if len(str(code)) == 2]
    named = [(code, language_name(code)) for code in codes]
    return sorted(((code, name[:1].upper() + name[1:]) for code, name in named), key=lambda pair: _plain(pair[1]))


def languages(codes: Iterable[str]) -> str:
    """Several languages in one phrase: English and French."""
    return listed(*codes)


@remembered
def listed(*codes: str) -> str:
    """Codes of languages as a phrase."""
    return format_list([language_name(code) for code in codes], locale=locale())


def _plain(name: str) -> str:
    """The name as it is sorted: without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()


def _civil(value: date) -> date:
    return clock.civil_day(value) if isinstance(value, datetime) else value


def _counted(said: str) -> str:
    return FIRST_OF_MONTH.sub("1er", said) if locale().language == "fr" else said


def _in_full(pattern: str) -> str:
    return pattern if "MMMM" in pattern else pattern.replace("MMM", "MMMM")
