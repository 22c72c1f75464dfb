"""Search on SQLite: vectors in a text, with the stemmers and the weights that PostgreSQL has.

A vector says each word once, with the letter of the most prominent text in which it stands, between spaces: of the
title “Labour policies” and the summary “Work” it is “ labour:A polici:A policies:A work:C ”. So one search for a piece
of text finds a stem, a word or a beginning of one. How often a word stands in a text counts for nothing here.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr
from django.db.models.lookups import GreaterThan

from catalogue.models import SearchEntry
from catalogue.search.words import fold, stems, words_in

LETTERS = {"title": "A", "headings": "B", "details": "C", "prose": "D"}
WORTH = {"A": 1.0, "B": 0.5, "C": 0.2, "D": 0.05, "": 0.0}


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


def hits(words: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Course, edition, rank and the bits of the words, of every entry with any of them; one query."""
    first, *others = [in_language(words, language) for language in languages]
    for course, edition, *letters in first.union(*others, all=True):
        has = sum(1 << number for number, letter in enumerate(letters) if letter)
        yield course, edition, sum(WORTH[letter] for letter in letters), has


def in_language(words: tuple[str, ...], language: str) -> QuerySet[SearchEntry, tuple[Any, ...]]:
    """Course, edition and one letter a word of the entries of one language that have any of the words."""
    letters = {f"word{number}": letter(word, language) for number, word in enumerate(words)}
    any_word = reduce(or_, (~Q(**{name: ""}) for name in letters))
    return (
        SearchEntry.objects.filter(language=language)
        .annotate(**letters)
        .filter(any_word)
        .values_list("course_id", "edition_id", *letters)
    )


def letter(word: str, language: str) -> Coalesce:
    """The letter beside a stem of ``word``, or that of the least where only longer words begin like it, or nothing."""
    found = [beside(f" {stem}:") for stem in sorted(stems(word, language))]
    begins = Case(When(GreaterThan(StrIndex("vector", Value(f" {fold(word)}")), 0), then=Value("D")), default=Value(""))
    return Coalesce(*found, begins, output_field=TextField())


def beside(piece: str) -> Substr:
    """The letter after ``piece`` in the vector; null where it does not stand there."""
    return Substr("vector", NullIf(StrIndex("vector", Value(piece)), Value(0)) + len(piece), 1)
