"""Words without what people leave out when they type, and their stems."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STEMMERS = {
    "en": snowballstemmer.stemmer("english"),
    "fr": snowballstemmer.stemmer("french"),
    "es": snowballstemmer.stemmer("spanish"),
}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def fold(text: str) -> str:
    """``text`` in small letters without accents: “Équité, Œuvre” becomes “equite, oeuvre”."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LIGATURES)


def words_in(text: str) -> list[str]:
    """Every word and number of ``text`` in small letters, with its accents."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=100_000)
def stems(word: str, language: str) -> frozenset[str]:
    """What the forms of a word share, without accents, by the stemmers that PostgreSQL uses too.

    The stemmers know endings by their accents, which many leave out when they type. So a word has two stems, one with
    its accents seen and one without: migración has migr and migracion, migraciones has migr.
    """
    stemmer = STEMMERS[language]
    return frozenset((fold(stemmer.stemWord(word)), stemmer.stemWord(fold(word))))
