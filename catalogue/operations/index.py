"""Keeping what a search looks through equal to what the catalogue says."""

from dataclasses import asdict

from django.conf import settings
from django.db import models, transaction

from catalogue import search
from catalogue.models import Course, Edition, Elective, Module, Passage, Phase, SearchEntry, ThematicArea, Week
from catalogue.search.texts import Texts, for_texts, of_course, of_edition

LANGUAGES = [code for code, _name in settings.LANGUAGES]
AT_A_TIME = 50
Key = tuple[int | None, str]


def index_all() -> int:
    """Bring the entries of all courses up to date, some at a time; answers how many courses had changed."""
    courses = list(Course.objects.order_by("pk").values_list("pk", flat=True))
    batches = [courses[start : start + AT_A_TIME] for start in range(0, len(courses), AT_A_TIME)]
    return sum(_index(batch) for batch in batches)


def index_course_of(thing: models.Model) -> None:
    """Bring the entries of one course up to date: that of an edition, an area, a week or whatever else hangs on it."""
    match thing:
        case Course():
            _index([thing.pk])
        case Edition() | ThematicArea() | Week() | Passage():
            _index([thing.course_id])
        case Elective() | Phase():
            _index([thing.edition.course_id])
        case Module():
            _index([thing.week.course_id])


@transaction.atomic
def _index(courses: list[int]) -> int:
    """Write the entries of those courses whose texts differ from what was kept; a second run writes nothing."""
    locked = Course.objects.filter(pk__in=courses).order_by("pk").select_for_update()
    kept = _kept(courses)
    wanted = {course.pk: _wanted(course) for course in for_texts(locked)}
    changed = [pk for pk, texts in wanted.items() if texts != kept.get(pk, {})]
    SearchEntry.objects.filter(course__in=changed).delete()
    SearchEntry.objects.bulk_create(
        SearchEntry(course_id=pk, edition_id=edition, language=language, **asdict(texts))
        for pk in changed
        for (edition, language), texts in wanted[pk].items()
    )
    for language in LANGUAGES if changed else ():
        search.index(SearchEntry.objects.filter(course__in=changed, language=language), language)
    return len(changed)


def _wanted(course: Course) -> dict[Key, Texts]:
    entries: dict[Key, Texts] = {(None, language): of_course(course, language) for language in LANGUAGES}
    for edition in course.editions.all():
        entries |= {(edition.pk, language): of_edition(edition, language) for language in LANGUAGES}
    return entries


def _kept(courses: list[int]) -> dict[int, dict[Key, Texts]]:
    kept: dict[int, dict[Key, Texts]] = {}
    for entry in SearchEntry.objects.filter(course__in=courses).defer("vector"):
        texts = Texts(entry.title, entry.headings, entry.details, entry.prose)
        kept.setdefault(entry.course_id, {})[entry.edition_id, entry.language] = texts
    return kept
