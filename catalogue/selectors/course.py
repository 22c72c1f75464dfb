"""What a course page shows."""

from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from catalogue import facts, seats
from catalogue.models import Course, Edition, Elective, Passage
from catalogue.selectors.cards import cards
from catalogue.selectors.electives import AreaOfChoices, electives_by_area


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


def course_page(course: Course, today: date) -> dict[str, Any]:
    """All that the page of ``course`` (from ``for_course_page``) shows."""
    edition = newest_with_electives(course)
    offered = electives_by_area(edition, seats.Taken()) if edition else []
    choices = {group.area.pk: group.choices for group in offered}
    return {
        "course": course,
        "passages": facts.in_reading_order(course.passages.all()),
        "areas": [AreaOfChoices(area, choices.get(area.pk, [])) for area in course.areas.all()],
        "electives_of": edition,
        "coming": cards(Edition.objects.coming(today).filter(course=course), today),
        "past": cards(Edition.objects.past(today).filter(course=course), today),
    }
