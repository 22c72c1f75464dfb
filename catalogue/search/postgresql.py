"""Search by PostgreSQL's own means: tsvectors in the dictionaries of migration 0003, ranked by ts_rank."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
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


def hits(words: tuple[str, ...], languages: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    """Course, edition, rank and one flag a word, of every entry with any of the words; one query."""
    first, *others = [in_language(words, language) for language in languages]
    return first.union(*others, all=True)


def in_language(words: tuple[str, ...], language: str) -> QuerySet[SearchEntry, tuple[Any, ...]]:
    """The entries of one language. Words that its dictionary leaves out (the, of) are taken as found."""
    own, unaccented = dictionaries(language)
    stems = [query(word, own) | query(word, unaccented) for word in words]
    either = [stem | query(word, PLAIN, ":*") for stem, word in zip(stems, words, strict=True)]
    asked: Any = reduce(or_, either)
    flags = {
        f"word{number}": Case(When(Q(vector=one) | Q(is_empty(stem)), then=Value(1)), default=Value(0))
        for number, (stem, one) in enumerate(zip(stems, either, strict=True))
    }
    return (
        SearchEntry.objects.filter(language=language)  # first, so that no other language's vector is unpacked
        .filter(Q(vector=asked) | Q(is_empty(reduce(or_, stems))))
        .annotate(rank=SearchRank(F("vector"), asked, weights=WORTH), **flags)
        .values_list("course_id", "edition_id", "rank", *flags)
    )


def query(word: str, config: str, ending: str = "") -> SearchQuery:
    """One word as PostgreSQL writes it; words hold letters and digits only, so nothing in them is an operator."""
    return SearchQuery(f"'{word}'{ending}", config=config, search_type="raw")


def is_empty(query: Any) -> Exact:
    """Whether the dictionary leaves nothing of ``query``; PostgreSQL decides it before it looks at any row."""
    return Exact(Func(query, function="numnode", output_field=IntegerField()), 0)
