"""Full-text search of the catalogue: one interface, and a backend for each database.

A backend is a module with two functions, ``index(entries, language)`` and ``hits(words, languages)``. PostgreSQL uses
its own dictionaries and ranks; SQLite its own index, with the same stemmers in Python. Both look for every word in the
language of the page and in English, which stands in where a text is missing, ignore accents and capitals, know the
forms of a word (policy, policies), and take a word that is still being typed for the beginning of longer ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, reduce
from operator import or_
from types import ModuleType

from django.db import connection
from django.db.models import Q, QuerySet

from catalogue.models import SearchEntry
from catalogue.search import postgresql, sqlite
from catalogue.search.words import fold, words_in

MOST_WORDS = 12
SOURCE_LANGUAGE = "en"
ALIKE, SHORTEST = 0.72, 4


@dataclass(slots=True)
class Found:
    """What one course or edition has of the words that were looked for, a bit for each, and their worth by language."""

    words: int = 0
    ranks: dict[str, float] = field(default_factory=dict)

    @property
    def rank(self) -> float:
        """What it is worth in the language in which it is worth most."""
        return max(self.ranks.values(), default=0.0)


@dataclass(frozen=True)
class Matches:
    """The answer to a search; words are known by their place in ``words``."""

    words: tuple[str, ...]
    courses: dict[int, Found]
    editions: dict[int, Found]

    @cached_property
    def every(self) -> int:
        """All bits set."""
        return (1 << len(self.words)) - 1

    @cached_property
    def whole(self) -> frozenset[int]:
        """The courses that have every word themselves."""
        return frozenset(pk for pk, found in self.courses.items() if found.words == self.every)

    def course_fits(self, course: int) -> bool:
        """Whether the course itself has every word."""
        return not self.words or course in self.whole

    def edition_fits(self, edition: int, course: int) -> bool:
        """Whether the edition and its course have every word between them."""
        if self.course_fits(course):
            return True
        own = self.editions.get(edition)
        return own is not None and own.words | self.courses.get(course, NOTHING).words == self.every

    def rank(self, course: int, editions: Iterable[int]) -> float:
        """What the course is worth with those of its editions that fit: its own rank and half of the best of theirs."""
        own = self.courses.get(course, NOTHING).rank
        return own + max((self.editions.get(edition, NOTHING).rank for edition in editions), default=0.0) / 2

    def unknown(self) -> list[str]:
        """The words that stand nowhere."""
        known = reduce(or_, (found.words for found in (*self.courses.values(), *self.editions.values())), 0)
        return [word for number, word in enumerate(self.words) if not known >> number & 1]


NOTHING = Found()


def backend() -> ModuleType:
    """The module for the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def words_of(text: str) -> tuple[str, ...]:
    """The different words of ``text``, in their order; at most MOST_WORDS of them."""
    return tuple(dict.fromkeys(words_in(text)))[:MOST_WORDS]


def index(entries: QuerySet[SearchEntry], language: str) -> None:
    """Take the words of ``entries``, all in ``language``, into the index."""
    backend().index(entries, language)


def search(text: str, language: str) -> Matches:
    """Where the words of ``text`` stand, in one query; a text without a word fits everything."""
    words, languages = words_of(text), tuple(dict.fromkeys((language, SOURCE_LANGUAGE)))
    courses: dict[int, Found] = defaultdict(Found)
    editions: dict[int, Found] = defaultdict(Found)
    for has, rank, spoken, course, edition in backend().hits(words, languages) if words else ():
        found = courses[course] if edition is None else editions[edition]
        found.words |= has
        found.ranks[spoken] = found.ranks.get(spoken, 0.0) + rank
    return Matches(words, dict(courses), dict(editions))


def alike(matches: Matches, known: Mapping[str, str]) -> str:
    """The words with each unknown one changed for the nearest of the vocabulary; empty where none is near."""
    unknown = matches.unknown()
    near = {word: nearest(word, known) for word in unknown}
    return " ".join(near.get(word, word) for word in matches.words) if unknown and all(near.values()) else ""


def vocabulary(language: str) -> dict[str, str]:
    """The longer words in titles and headings that anyone may read, by what they are without accents.

    Codes are left out: nobody means another edition than the one whose code was typed, and there are thousands.
    """
    readable = Q(edition=None) | Q(edition__published=True)
    texts = SearchEntry.objects.filter(readable, language=language).values_list("title", "headings")
    words = set(words_in(" ".join(text for pair in texts for text in pair)))
    return {fold(word): word for word in words if len(word) >= SHORTEST and word.isalpha()}


def nearest(word: str, known: Mapping[str, str]) -> str:
    """The known word most like ``word``, or nothing."""
    return next((known[near] for near in get_close_matches(fold(word), known, n=1, cutoff=ALIKE)), "")
