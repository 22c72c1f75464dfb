"""Search on SQLite: vectors in a text, with the stemmers and the weights that PostgreSQL has.

A vector says each word once, with the letter of the most prominent text in which it stands, between spaces: of the
title “Labour policies” and the summary “Work” it is “ labour:A polici:A policies:A work:C ”. So one search for a piece
of text finds a stem, a word or a beginning of one. How often a word stands in a text counts for nothing here.
"""

from collections.abc import Iterable
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from catalogue.models import SearchEntry
from catalogue.search.words import fold, stems, words_in

LETTERS = {"title": "A", "headings": "B", "details": "C", "prose": "D"}
WORTH = {"A": 1.0, "B": 0.5, "C": 0.2, "D": 0.05}
A_BEGINNING = 0.05


def index(entries: QuerySet[SearchEntry], language: str) -> None:
    """Make the vectors: each text by its stems, and word for word for those who are still typing."""
    changed = list(entries)
    for entry in changed:
        entry.vector = vector(entry, language)
    SearchEntry.objects.bulk_update(changed, ["vector"], batch_size=200)


def vector(entry: SearchEntry, language: str) -> str:
    """The words of the entry, each with its best letter."""
    letters: dict[str, str] = {}
    for name, letter in reversed(LETTERS.items()):
        for word in words_in(getattr(entry, name)):
            letters |= dict.fromkeys((fold(word), *stems(word, language)), letter)
    return f" {' '.join(f'{word}:{letter}' for word, letter in letters.items())} "


def hits(words: tuple[str, ...], languages: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    """Course, edition, rank and one flag a word, of every entry with any of the words; one query."""
    first, *others = [in_language(words, language) for language in languages]
    return first.union(*others, all=True)


def in_language(words: tuple[str, ...], language: str) -> QuerySet[SearchEntry, tuple[Any, ...]]:
    """The entries of one language."""
    flags = {
        f"word{number}": Case(
            When(any_of(f" {fold(word)}", *(f" {stem}:" for stem in stems(word, language))), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        for number, word in enumerate(words)
    }
    any_word = reduce(or_, (Q(**{name: 1}) for name in flags))
    return (
        SearchEntry.objects.filter(language=language)
        .annotate(rank=reduce(add, (worth(stems(word, language)) for word in words)), **flags)
        .filter(any_word)
        .values_list("course_id", "edition_id", "rank", *flags)
    )


def any_of(*pieces: str) -> Q:
    """Whether one of ``pieces`` stands in the vector, letter for letter."""
    return reduce(or_, (Q(GreaterThan(StrIndex("vector", Value(piece)), 0)) for piece in pieces))


def worth(forms: Iterable[str]) -> Case:
    """What a word adds to the rank, by the letter beside its stem; little when only longer words begin like it."""
    places = [
        When(any_of(*(f" {stem}:{letter} " for stem in forms)), then=Value(value)) for letter, value in WORTH.items()
    ]
    return Case(*places, default=Value(A_BEGINNING), output_field=FloatField())
