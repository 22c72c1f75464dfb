"""Seats in electives: taken and left while places last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.letters.operations import write
from academy.locks import lock, lock_one
from catalogue.models import Elective
from enrolment import facts
from enrolment.models import ElectiveSeat, ElectiveWait, Place
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
    if other := clashing(place, elective):
        words = {"elective": elective, "other": other}
        raise Refused(_("“%(elective)s” is held at the same time as “%(other)s”.") % words)
    if is_full(elective):
        raise Refused(_("“%(elective)s” is full.") % {"elective": elective})
    place.waits.filter(elective=elective).delete()
    return ElectiveSeat.objects.create(place=place, elective=elective, taken_at=now)


def clashing(place: Place, elective: Elective) -> Elective | None:
    """The elective of the place that is held in the same time slot, if any."""
    return Elective.objects.filter(seats__place=place, slot=elective.slot).exclude(slot="").first()


def is_full(elective: Elective) -> bool:
    """Whether every seat of the locked elective is taken by a place that still stands."""
    return elective.seats.filter(place__state__in=HOLDING_A_SEAT).count() >= elective.capacity


@transaction.atomic
def leave(place: Place, elective: Elective, *, now: datetime) -> None:
    """Give the seat back, so that the first who waits for it, or anybody, can have it."""
    changeable(place, now).seats.filter(elective=elective).delete()
    freed([elective])


@transaction.atomic
def wait(place: Place, elective: Elective, *, now: datetime) -> None:
    """Stand in line for a seat in a full elective; asking twice is asking once.

    Raises Refused when there is a seat to take, or when the electives of the place can no longer be changed.
    """
    place = changeable(place, now)
    elective = lock_one(Elective.objects.filter(pk=elective.pk, edition=place.edition_id))
    if not is_full(elective):
        raise Refused(_("There is a free seat in “%(elective)s”: take it.") % {"elective": elective})
    ElectiveWait.objects.get_or_create(place=place, elective=elective, defaults={"since": now})


@transaction.atomic
def stop_waiting(place: Place, elective: Elective, *, now: datetime) -> None:
    """Leave the line."""
    changeable(place, now).waits.filter(elective=elective).delete()


def freed(electives: Iterable[Elective]) -> None:
    """Ask, in the transaction that frees seats, for the lines of these electives to move."""
    for elective in electives:
        jobs.ask(move_line, elective.pk)


def move_line(elective_id: str) -> None:
    """Give free seats to those who wait, the first first.

    Who has chosen all electives meanwhile, or has one at the same time, keeps standing and is passed. Nothing moves
    once the edition has started.
    """
    for waiting in waits_of([int(elective_id)]).select_related("place__participant", "elective"):
        try:
            seat_the_waiting(waiting, now=clock.now())
        except Refused:
            continue


@transaction.atomic
def seat_the_waiting(waiting: ElectiveWait, *, now: datetime) -> None:
    """Take the seat for somebody in the line and write the letter. Raises Refused when it cannot be taken."""
    place, elective = waiting.place, waiting.elective
    take(place, elective, now=now)
    write("enrolment/elective_seat", to=place.participant, about=f"place:{place.pk}", place=place, elective=elective)


def waits_of(electives: Iterable[int]) -> QuerySet[ElectiveWait]:
    """Those who wait and still have their place, in the order in which they came."""
    return ElectiveWait.objects.filter(elective__in=electives, place__state__in=HOLDING_A_SEAT)


def sweep() -> None:
    """Ask for every line that could move and was not asked for."""
    lines = Elective.objects.filter(waits__place__state__in=HOLDING_A_SEAT).distinct()
    freed(elective for elective in lines if not is_full(elective))


def changeable(place: Place, now: datetime) -> Place:
    """The place, locked; raises Refused when its electives can no longer be changed."""
    place = lock_one(Place.objects.filter(pk=place.pk))
    if place.state not in HOLDING_A_SEAT:
        raise Refused(_("This place is no longer yours to change."))
    if place.edition.starts and place.edition.starts <= clock.civil_day(now):
        raise Refused(_("The edition has started: write to us to change an elective."))
    return place


@dataclass
class Seated:
    """What became of the wishes: what is taken, what was ``full``, what ``clashes`` with a dearer one.

    ``foreign`` are taught in a language that the applicant did not name. Wishes behind the last that was
    needed are not looked at.
    """

    number: int
    takes: list[Elective] = field(default_factory=list)
    full: list[Elective] = field(default_factory=list)
    clashes: list[tuple[Elective, Elective]] = field(default_factory=list)
    foreign: list[Elective] = field(default_factory=list)

    @property
    def lacks(self) -> int:
        """How many electives are still to be chosen."""
        return self.number - len(self.takes)


def seat_wishes(place: Place, *, now: datetime) -> Seated:
    """Seat the wishes of the accepted application while seats last, one in a time slot.

    First choices of all areas come first, in the order of the programme, then second ones, and so on.
    """
    ranked = place.application.wishes.select_related("elective").order_by("rank", "elective__area__position", "pk")
    wishes = [wish.elective for wish in ranked]
    locked = {elective.pk: elective for elective in lock(Elective.objects.filter(pk__in=[w.pk for w in wishes]))}
    seated = Seated(place.edition.electives_to_choose)
    for elective in wishes:
        if seated.lacks <= 0:
            break
        if not facts.understands(place.application, elective):
            seated.foreign.append(elective)
        elif is_full(locked[elective.pk]):
            seated.full.append(elective)
        elif other := next((one for one in seated.takes if elective.slot and one.slot == elective.slot), None):
            seated.clashes.append((elective, other))
        else:
            seated.takes.append(elective)
    ElectiveSeat.objects.bulk_create(
        ElectiveSeat(place=place, elective=elective, taken_at=now) for elective in seated.takes
    )
    return seated
