"""Seats in electives: taken and left while places last."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from academy.locks import lock, lock_one
from catalogue.models import Elective
from enrolment.models import ElectiveSeat, Place
from enrolment.states import HOLDING_A_SEAT


@transaction.atomic
def take(place: Place, elective: Elective, *, now: datetime) -> ElectiveSeat:
    """A seat in the elective; taking it twice is taking it once.

    Raises Refused when the elective is full or not of this edition, when the edition has started, or when as
    many electives are chosen as there are to choose. Seats are counted while the elective is locked.
    """
    place = changeable(place, now)
    elective = lock_one(Elective.objects.filter(pk=elective.pk))
    if taken := place.seats.filter(elective=elective).first():
        return taken
    if elective.edition_id != place.edition_id:
        raise Refused(_("This elective belongs to another edition."))
    if place.seats.count() >= place.edition.electives_to_choose:
        raise Refused(_("You have chosen all your electives. Leave one first."))
    if is_full(elective):
        raise Refused(_("“%(elective)s” is full.") % {"elective": elective})
    return ElectiveSeat.objects.create(place=place, elective=elective, taken_at=now)


def is_full(elective: Elective) -> bool:
    """Whether every seat of the locked elective is taken by a place that still stands."""
    return elective.seats.filter(place__state__in=HOLDING_A_SEAT).count() >= elective.capacity


@transaction.atomic
def leave(place: Place, elective: Elective, *, now: datetime) -> None:
    """Give the seat back, so that somebody else can have it."""
    changeable(place, now).seats.filter(elective=elective).delete()


def changeable(place: Place, now: datetime) -> Place:
    """The place, locked; raises Refused when its electives can no longer be changed."""
    place = lock_one(Place.objects.filter(pk=place.pk))
    if place.state not in HOLDING_A_SEAT:
        raise Refused(_("This place is no longer yours to change."))
    if place.edition.starts and place.edition.starts <= clock.civil_day(now):
        raise Refused(_("The edition has started: write to us to change an elective."))
    return place


def seat_wishes(place: Place, *, now: datetime) -> list[Elective]:
    """Seat the wishes of the accepted application in their order while seats last; returns those that were full."""
    wishes = [wish.elective for wish in place.application.wishes.select_related("elective").order_by("rank")]
    locked = {elective.pk: elective for elective in lock(Elective.objects.filter(pk__in=[w.pk for w in wishes]))}
    free = [elective for elective in wishes if not is_full(locked[elective.pk])]
    seated = free[: place.edition.electives_to_choose]
    ElectiveSeat.objects.bulk_create(ElectiveSeat(place=place, elective=elective, taken_at=now) for elective in seated)
    return [elective for elective in wishes if elective not in free]
