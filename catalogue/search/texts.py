"""Which words of a course and its editions are looked through, and what a find in each is worth."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from catalogue.models import Course, Edition, Passage


@dataclass(frozen=True)
class Texts:
    """The texts of one entry, from the most telling to the least."""

    title: str
    headings: str = ""
    details: str = ""
    prose: str = ""


def for_texts(courses: QuerySet[Course]) -> QuerySet[Course]:
    """``courses`` with everything that ``of_course`` and ``of_edition`` read."""
    return courses.prefetch_related(
        "areas", "weeks__modules", "passages", "editions__electives", "editions__phases", "editions__passages"
    )


def of_course(course: Course, language: str) -> Texts:
    """The words of the course, whatever its editions say."""
    modules = [module for week in course.weeks.all() for module in week.modules.all()]
    headed = (course.areas.all(), course.weeks.all(), modules)
    own = [passage for passage in course.passages.all() if passage.edition_id is None]
    return Texts(
        title=joined([course], "title", language) + f" {course.abbreviation}",
        headings=" ".join(joined(part, "title", language) for part in headed),
        details=" ".join(
            (
                joined([course], "summary", language),
                joined([course], "level", language),
                joined(course.areas.all(), "about", language),
                joined(modules, "topics", language),
            )
        ),
        prose=prose(own, language),
    )


def of_edition(edition: Edition, language: str) -> Texts:
    """The words that the edition has besides its course's."""
    electives, phases = edition.electives.all(), edition.phases.all()
    return Texts(
        title=f"{joined([edition], 'title', language)} {edition.code or edition.slug}",
        headings=f"{joined(electives, 'title', language)} {joined(phases, 'place', language)}",
        details=f"{joined(electives, 'about', language)} {joined(phases, 'content', language)}",
        prose=prose(edition.passages.all(), language),
    )


def prose(passages: Iterable[Passage], language: str) -> str:
    """Passages, without what their headings say: those are the same for every course."""
    return joined(passages, "text", language)


def joined(rows: Iterable[Model], field: str, language: str) -> str:
    """What ``field`` says in ``language`` itself, of all rows; no other language stands in."""
    return "\n".join(filter(None, (getattr(row, f"{field}_{language}") for row in rows)))
