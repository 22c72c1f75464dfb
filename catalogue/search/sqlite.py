"""Search on SQLite: its own full-text index (FTS5), with the stemmers and the weights that PostgreSQL has.

The table ``catalogue_searchwords`` of migration 0015 has a row for every entry, under the same key, and in it each
word and stem once, in the column of the most prominent text in which it stands. FTS5 ranks by BM25: how rare a word is
counts, how often it stands in a text does not. Whose an entry is, is read from an index that holds nothing else, since
the row itself is long and a common word has hundreds.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from catalogue.models import SearchEntry
from catalogue.models.search import WHOSE
from catalogue.search.words import fold, stems, words_in

TABLE = "catalogue_searchwords"
TEXTS = ("title", "headings", "details", "prose")
FORGET = f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM {SearchEntry._meta.db_table})"  # noqa: S608
KEEP = f"INSERT OR REPLACE INTO {TABLE} (rowid, language, {', '.join(TEXTS)}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608
FIND = (
    f"SELECT %s, -rank, %s, course_id, edition_id FROM {TABLE} JOIN {SearchEntry._meta.db_table}"  # noqa: S608
    f" INDEXED BY {WHOSE} ON id = {TABLE}.rowid WHERE {TABLE} MATCH %s"
)


def index(entries: QuerySet[SearchEntry], language: str) -> None:
    """Write the words of ``entries``, and forget those of entries that are gone."""
    rows: list[Any] = [(entry.pk, language, *by_text(entry, language)) for entry in entries.all()]
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        cursor.executemany(KEEP, rows)


def by_text(entry: SearchEntry, language: str) -> list[str]:
    """The words of each text by their stems, and word for word for who still types; each in one text only."""
    best: dict[str, str] = {}
    for name in reversed(TEXTS):
        for word in words_in(getattr(entry, name)):
            best |= dict.fromkeys((fold(word), *stems(word, language)), name)
    return [" ".join(word for word, name in best.items() if name == text) for text in TEXTS]


def hits(words: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The bit of the word, rank, language, course and edition of every entry with any of the words; one query."""
    bits = [(1 << number, word) for number, word in enumerate(words)]
    asked = [(bit, language, match(word, language)) for language in languages for bit, word in bits]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([FIND] * len(asked)), list(chain.from_iterable(asked)))
        yield from cursor.fetchall()


def match(word: str, language: str) -> str:
    """A stem of ``word``, or what begins like it, as FTS5 is asked; words hold letters and digits only."""
    found = " OR ".join(f'"{stem}"' for stem in sorted(stems(word, language)))
    return f'language:"{language}" AND ({found} OR "{fold(word)}"*)'
