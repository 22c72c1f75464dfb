"""The list of courses, narrowed down."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from catalogue.forms import Wanted
from catalogue.models import Course, Edition
from catalogue.selectors.cards import Card, card, listed

SEARCHED = ("title", "summary", "areas__title", "weeks__modules__title", "editions__electives__title")


@dataclass(frozen=True)
class Entry:
    """A course with those of its coming editions that fit."""

    course: Course
    cards: list[Card]

    @property
    def next(self) -> Card | None:
        """The first edition for which one may apply, today or later."""
        return next((card for card in self.cards if card.to_hope_for), None)


def listing(wanted: Wanted, today: date) -> list[Entry]:
    """Courses that fit ``wanted``; where it concerns editions, only those with one that fits."""
    entries = [entry(course, wanted, today) for course in fitting_courses(wanted, today)]
    return [one for one in entries if one.cards or not wanted.concerns_editions]


def fitting_courses(wanted: Wanted, today: date) -> QuerySet[Course]:
    """Courses by text and subject, with their coming editions prefetched."""
    coming = listed(Edition.objects.coming(today))
    if wanted.delivery:
        coming = coming.filter(delivery=wanted.delivery)
    found = Course.objects.filter(containing(wanted.text))
    if wanted.subject:
        found = found.filter(Q(slug=wanted.subject) | Q(areas__key=wanted.subject))
    return found.distinct().prefetch_related(Prefetch("editions", queryset=coming, to_attr="coming_editions"))


def entry(course: Course, wanted: Wanted, today: date) -> Entry:
    """The course with its prefetched editions, less those that do not fit.

    Languages are compared here: they are JSON, which SQLite cannot look into. Status is computed, never stored.
    """
    found = [card(edition, today) for edition in course.coming_editions]  # type: ignore[attr-defined]
    if wanted.language:
        found = [one for one in found if wanted.language in one.edition.languages]
    if wanted.open_only:
        found = [one for one in found if one.takes_applications]
    return Entry(course, found)


def containing(text: str) -> Q:
    """Courses in whose titles, summaries, areas, modules, electives or edition codes every word of ``text`` stands.

    Words are looked for in the language of the moment and in English, which stands in where a text is missing.
    """
    languages = {get_language() or "en", "en"}
    fields = [f"{name}_{language}" for name in SEARCHED for language in languages]
    found = Q()
    for word in text.split():
        anywhere = Q(abbreviation__iexact=word) | Q(editions__code__icontains=word, editions__published=True)
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found &= anywhere
    return found
