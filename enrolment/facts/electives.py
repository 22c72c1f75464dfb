"""What the allocation of electives is worked out from."""

from catalogue.models import Edition, Elective
from enrolment.models import (
    Application,
    ElectiveWait,
    Place,
)
from enrolment.rules.allocation import Chooser, Course, Group
from enrolment.states import HOLDING_A_SEAT


def choosers_of(edition: Edition, *, keep: bool) -> list[Chooser]:
    """The participants with their wishes, by place; their present seats count as kept when ``keep``."""
    electives = list(edition.electives.all())
    places = edition.places.holding_a_seat().select_related("application").order_by("pk")
    return [
        Chooser(
            key=place.pk,
            wishes=tuple(wish.elective_id for wish in place.application.wishes.all()),
            number=edition.electives_to_choose,
            kept=frozenset(seat.elective_id for seat in place.seats.all()) if keep else frozenset(),
            unable=frozenset(one.pk for one in electives if not understands(place.application, one)),
        )
        for place in places.prefetch_related("application__wishes", "seats")
    ]


def understands(application: Application, elective: Elective) -> bool:
    """Whether the elective is taught or interpreted in a language of the applicant, who may not have been asked."""
    known = application.languages
    return not known or elective.interpreted or elective.language in known


def choices_in(edition: Edition, *, seed: int, keep: bool) -> Group:
    """What an allocation of the edition's electives is worked out from."""
    courses = tuple(Course(one.pk, one.capacity, one.slot, one.area_id) for one in edition.electives.order_by("pk"))
    return Group(courses, tuple(choosers_of(edition, keep=keep)), seed)


def lines_of(place: Place) -> dict[int, int]:
    """Where the place stands, from 1, in the line of each elective for which it waits."""
    found: dict[int, int] = {}
    counted: dict[int, int] = {}
    waits = ElectiveWait.objects.filter(elective__waits__place=place, place__state__in=HOLDING_A_SEAT)
    for elective, who in waits.values_list("elective", "place"):
        counted[elective] = counted.get(elective, 0) + 1
        if who == place.pk:
            found[elective] = counted[elective]
    return found
