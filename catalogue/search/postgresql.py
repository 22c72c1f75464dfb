"""Search by PostgreSQL's own means: tsvectors in the dictionaries of migration 0003, ranked by ts_rank."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import Exact

from catalogue.models import SearchEntry

WEIGHTS = {"title": "A", "headings": "B", "details": "C", "prose": "D"}
WORTH = [0.05, 0.2, 0.5, 1.0]  # of D, C, B and A, as ts_rank wants them
ACCENTED = {"en": "english", "fr": "french", "es": "spanish"}
PLAIN = "site_plain"


def dictionaries(language: str) -> tuple[str, str]:
    """The language's own dictionary and the one behind unaccent; see ``words.stems`` for why both."""
    return ACCENTED[language], f"site_{language}"


def index(entries: QuerySet[SearchEntry], language: str) -> None:
    """Make the vectors: each text by its stems, and word for word for those who are still typing."""
    parts = [
        SearchVector(name, weight=weight, config=config)
        for name, weight in WEIGHTS.items()
        for config in (*dictionaries(language), PLAIN)
    ]
    whole: Any = parts[0]
    for part in parts[1:]:
        whole += part
    entries.update(vector=whole)


def hits(words: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The bits of the words, rank, language, course and edition of every entry with any of the words; one query.

    Each word is looked for by itself, so that the index finds its entries and each is unpacked once, for its rank.
    """
    first, *others = [part for language in languages for part in in_language(words, language)]
    for number, left_out, *found in first.union(*others, all=True):
        yield 1 << number | int(left_out, 2), *found


def in_language(words: tuple[str, ...], language: str) -> Iterator[QuerySet[SearchEntry, tuple[Any, ...]]]:
    """For each word, the entries of one language. Those that its dictionary leaves out (the, of) are taken as found.

    ``left_out`` has a digit for each word, the last word first, as a number in twos is written.
    """
    own, unaccented = dictionaries(language)
    stems = [query(word, own) | query(word, unaccented) for word in words]
    bits = (Case(When(is_empty(stem), then=Value("1")), default=Value("0")) for stem in reversed(stems))
    left_out = Concat(*bits, Value(""))
    nothing_left = Q(is_empty(reduce(or_, stems)))
    for number, (stem, word) in enumerate(zip(stems, words, strict=True)):
        asked = stem | query(word, PLAIN, ":*")
        yield (
            SearchEntry.objects.filter(Q(vector=asked) | nothing_left, language=language)
            .annotate(number=Value(number), rank=SearchRank(F("vector"), asked, weights=WORTH), left_out=left_out)
            .values_list("number", "left_out", "rank", "language", "course_id", "edition_id")
        )


def query(word: str, config: str, ending: str = "") -> SearchQuery:
    """One word as PostgreSQL writes it; words hold letters and digits only, so nothing in them is an operator."""
    return SearchQuery(f"'{word}'{ending}", config=config, search_type="raw")


def is_empty(query: Any) -> Exact:
    """Whether the dictionary leaves nothing of ``query``; PostgreSQL decides it before it looks at any row."""
    return Exact(Func(query, function="numnode", output_field=IntegerField()), 0)
