"""Giving electives to all participants of an edition at once: asked for, worked out by the worker, then applied."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.letters.operations import write
from academy.locks import lock, lock_one
from academy.states import move
from catalogue.models import Edition, Elective
from enrolment import facts, wording
from enrolment.models import Allocation, ElectiveSeat, ElectiveWait, Place
from enrolment.rules.allocation import Group, Missed, Result, allocate


@transaction.atomic
def ask(edition: Edition, *, seed: int, keep: bool, by: User, now: datetime) -> Allocation:
    """Ask the worker for a dry run; an earlier one that was not applied is dropped."""
    lock_one(Edition.objects.filter(pk=edition.pk))
    for former in lock(Allocation.objects.filter(edition=edition, state__in=["asked", "worked-out"])):
        move(former, "drop", by=by, now=now)
    made = Allocation.objects.create(edition=edition, seed=seed, keep=keep, asked_at=now)
    made.changes.create(verb="ask", source="", target="asked", by=by, at=now)
    jobs.ask(work_out, made.pk)
    return made


def work_out(allocation_id: str) -> None:
    """Work the allocation out and keep the result; its progress can be read meanwhile. Twice is once."""
    asked = Allocation.objects.select_related("edition").get(pk=allocation_id)
    if asked.state != "asked":
        return
    group = facts.choices_in(asked.edition, seed=asked.seed, keep=asked.keep)

    def progress(done: int, of: int) -> None:
        Allocation.objects.filter(pk=asked.pk).update(percent=100 * done // of)

    found = allocate(group, progress)
    with transaction.atomic():
        for allocation in lock(Allocation.objects.filter(pk=asked.pk, state="asked")):
            allocation.results, allocation.inputs = as_json(found), fingerprint(group)
            allocation.save(update_fields=["results", "inputs"])
            move(allocation, "work-out", by=None, now=clock.now())


def fingerprint(group: Group) -> str:
    """The same for the same wishes, seats, slots and lots."""
    courses, choosers = sorted(map(repr, group.courses)), [as_text(chooser) for chooser in group.choosers]
    return sha256(repr((courses, choosers, group.seed)).encode()).hexdigest()


def as_text(chooser: Any) -> str:
    """A participant, with sets in one order: that of a frozenset may differ between processes."""
    return repr((chooser.key, chooser.wishes, chooser.number, sorted(chooser.kept), sorted(chooser.unable)))


def as_json(results: dict[int, Result]) -> dict[str, Any]:
    """As the row keeps them."""
    return {str(key): asdict(one) for key, one in results.items()}


def from_json(kept: dict[str, Any]) -> dict[int, Result]:
    """As they were worked out, by the key of the place."""
    return {
        int(key): Result(
            {int(course): rank for course, rank in one["seats"].items()},
            tuple(Missed(**missed) for missed in one["missed"]),
        )
        for key, one in kept.items()
    }


@transaction.atomic
def apply(allocation: Allocation, *, by: User, now: datetime) -> None:
    """Give every participant the seats that were worked out, and write to each with the reason.

    Raises Refused when it was applied or dropped, or when wishes, seats or places have changed since.
    """
    edition = lock_one(Edition.objects.filter(pk=allocation.edition_id))
    places = lock(Place.objects.filter(edition=edition))
    lock(Elective.objects.filter(edition=edition))
    allocation = lock_one(Allocation.objects.filter(pk=allocation.pk))
    move(allocation, "apply", by=by, now=now)
    if fingerprint(facts.choices_in(edition, seed=allocation.seed, keep=allocation.keep)) != allocation.inputs:
        raise Refused(_("Wishes, seats or places have changed since. Please work it out again."))
    results = from_json(allocation.results)
    for place in places:
        if place.pk in results:
            give(place, results[place.pk], edition, now=now)


def give(place: Place, result: Result, edition: Edition, *, now: datetime) -> None:
    """Write the seats of one locked place, put it into the lines of what was full, and tell the participant."""
    place.seats.exclude(elective__in=result.seats).delete()
    have = set(place.seats.values_list("elective", flat=True))
    new = [ElectiveSeat(place=place, elective_id=key, taken_at=now) for key in result.seats if key not in have]
    ElectiveSeat.objects.bulk_create(new)
    full = [missed.course for missed in result.missed if missed.why == "full"]
    waits = [ElectiveWait(place=place, elective_id=key, since=now) for key in full]
    ElectiveWait.objects.bulk_create(waits, ignore_conflicts=True)
    with override(place.participant.language):
        electives = {elective.pk: elective for elective in edition.electives.select_related("area")}
        sentence = wording.explained(result, electives)
    seats = place.seats.select_related("elective")
    context = {"place": place, "seats": seats, "sentence": sentence}
    write("enrolment/allocated", to=place.participant, about=f"place:{place.pk}", **context)


@transaction.atomic
def drop(allocation: Allocation, *, by: User, now: datetime) -> None:
    """Throw a dry run away. Raises Refused for one that was applied."""
    move(lock_one(Allocation.objects.filter(pk=allocation.pk)), "drop", by=by, now=now)
