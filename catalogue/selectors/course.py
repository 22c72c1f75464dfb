"""What a course page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from catalogue import facts, seats
from catalogue.models import Course, Edition, Elective, Figure, Passage, PassageKind, Phase
from catalogue.selectors.cards import Card, cards
from catalogue.selectors.electives import AreaOfChoices, electives_by_area

# What a reader wants to know before the thematic areas, or the modules week by week.
BEFORE_THE_CONTENTS = (
    *(PassageKind.INTRODUCTION, PassageKind.OBJECTIVES, PassageKind.AUDIENCE),
    *(PassageKind.FEATURES, PassageKind.CONTENTS, PassageKind.STRUCTURE),
)


def for_course_page() -> QuerySet[Course]:
    """Courses with all that a course page shows but their editions."""
    of_itself = Prefetch("passages", queryset=Passage.objects.filter(edition=None))
    return Course.objects.prefetch_related(of_itself, "areas", "weeks__modules")


def newest_with_electives(course: Course) -> Edition | None:
    """The edition whose electives stand for the course: the one that starts last among those that have some."""
    return (
        Edition.objects.published()
        .filter(course=course, electives__isnull=False)
        .order_by(F("starts").desc(nulls_last=True), "pk")
        .select_related("course")
        .prefetch_related(Prefetch("electives", queryset=Elective.objects.select_related("area")))
        .first()
    )


@dataclass(frozen=True)
class Chapter:
    """A past edition as the story of its course tells it: in its own words, or else by its phases."""

    card: Card
    told: str
    phases: list[Phase]
    figure: Figure | None


def story(course: Course, today: date) -> list[Chapter]:
    """The past editions from the first to the latest; those without dates are older than all that have some."""
    own = Prefetch("passages", queryset=Passage.objects.filter(kind=PassageKind.STRUCTURE))
    editions = Edition.objects.past(today).filter(course=course).prefetch_related(own, "figures", "phases__periods")
    return [chapter(one) for one in reversed(cards(editions, today))]


def chapter(card: Card) -> Chapter:
    """One edition of the story; reads what ``story`` prefetches."""
    edition = card.edition
    told = "".join(passage.text for passage in edition.passages.all())
    return Chapter(card, told, list(edition.phases.all()), next(iter(edition.figures.all()), None))


def course_page(course: Course, today: date) -> dict[str, Any]:
    """All that the page of ``course`` (from ``for_course_page``) shows."""
    edition = newest_with_electives(course)
    offered = electives_by_area(edition, seats.Taken()) if edition else []
    passages = facts.in_reading_order(course.passages.all())
    middle = sum(passage.kind in BEFORE_THE_CONTENTS for passage in passages)
    choices = {group.area.pk: group.choices for group in offered}
    return {
        "course": course,
        "about": passages[:middle],
        "passages": passages[middle:],
        "areas": [AreaOfChoices(area, choices.get(area.pk, [])) for area in course.areas.all()],
        "electives_of": edition,
        "coming": cards(Edition.objects.coming(today).filter(course=course), today),
        "past": story(course, today),
    }
