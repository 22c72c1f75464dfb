"""A sheet of applicants: which column holds what, and how cells are named and read."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from enrolment.rules.languages import LEVELS


def key(words: str) -> str:
    """Words without case, accents and signs: “Nom complet :” and “nom  complet” are one heading."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


def columns(headings: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands; ``names`` maps the keys of all headings that are known to fields.

    The first of two columns with one heading counts. ``["Name", "e-mail"]`` with ``{"e mail": "email"}`` gives
    ``{"email": 1}``.
    """
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if field := names.get(key(heading)):
            found.setdefault(field, place)
    return found


def cell(column: int, row: int) -> str:
    """What a spreadsheet calls the cell; both count from zero: the first is A1, the 28th of the second row AB2."""
    letters, left = "", column
    while left >= 0:
        letters = chr(ord("A") + left % 26) + letters
        left = left // 26 - 1
    return f"{letters}{row + 1}"


def languages(words: str, codes: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Languages with their levels, and what is not understood; ``codes`` maps the keys of names to codes.

    ``"French C1; en B2, Wolof native"`` becomes ``{"fr": "C1", "en": "B2", "wo": "native"}`` and nothing left over.
    """
    levels = {level.casefold(): level for level in LEVELS}
    found, unclear = {}, []
    for part in pieces(words):
        name, _blank, level = part.rpartition(" ")
        code = codes.get(key(name))
        if code and level.casefold() in levels:
            found[code] = levels[level.casefold()]
        else:
            unclear.append(part)
    return found, tuple(unclear)


def pieces(words: str) -> Iterable[str]:
    """What stands between commas, semicolons and line breaks."""
    for mark in (",", "\n"):
        words = words.replace(mark, ";")
    return filter(None, (part.strip() for part in words.split(";")))
