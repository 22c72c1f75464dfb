"""The capstone from its proposal to its mark; the person is written to at every answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.intake import take_in
from academy.errors import Refused
from academy.letters.operations import write
from academy.locks import lock_one
from academy.states import move
from certificates import facts
from certificates.models import Capstone
from certificates.operations.names import demand_name
from certificates.rules.capstone import outcome
from certificates.states import LIVE_CERTIFICATE


@transaction.atomic
def propose(person: User, *, name: str, title: str, proposal: str, now: datetime) -> Capstone:
    """Send the first proposal, or another after one was sent back or given up.

    Raises Refused while no course counts, and for a name that cannot be printed.
    """
    demand_name(name)
    lock_one(User.objects.filter(pk=person.pk))
    if not facts.way_of(person, clock.civil_day(now)).standing.window:
        raise Refused(_("You can propose a capstone as soon as a course counts for you."))
    said = {"name": name.strip(), "title": title.strip(), "proposal": proposal.strip()}
    capstone = Capstone.objects.filter(person=person).first()
    if capstone is None:
        capstone = Capstone.objects.create(person=person, **said)
        capstone.changes.create(verb="propose", source="", target=capstone.state, by=person, at=now)
        return capstone
    move(capstone, "propose", by=person, now=now)
    Capstone.objects.filter(pk=capstone.pk).update(**said)
    return Capstone.objects.get(pk=capstone.pk)


@transaction.atomic
def correct_name(capstone: Capstone, *, name: str, by: User, now: datetime) -> None:
    """Proof-read before the diploma is issued; the former name stays in the record.

    Raises Refused for a name that cannot be printed, and once the diploma was ordered.
    """
    demand_name(name)
    capstone = lock_one(Capstone.objects.filter(pk=capstone.pk))
    if capstone.diplomas.filter(state__in=LIVE_CERTIFICATE).exists():
        raise Refused(_("The diploma is issued. Write to us: we can replace it by one with another name."))
    if capstone.name != name.strip():
        said = _("“%(old)s” became “%(new)s”.") % {"old": capstone.name, "new": name.strip()}
        capstone.changes.create(verb="name", source=capstone.state, target=capstone.state, by=by, at=now, why=said)
        capstone.name = name.strip()
        capstone.save(update_fields=["name"])


@transaction.atomic
def approve(capstone: Capstone, *, supervisor: User, why: str = "", by: User, now: datetime) -> None:
    """The project may begin, with somebody who guides it."""
    capstone = lock_one(Capstone.objects.filter(pk=capstone.pk))
    capstone.supervisor = supervisor
    capstone.save(update_fields=["supervisor"])
    answer(capstone, "approve", by=by, now=now, why=why)


@transaction.atomic
def send_back(capstone: Capstone, *, why: str, by: User, now: datetime) -> None:
    """The proposal needs another look; ``why`` is for the person to read. Raises Refused without it."""
    if not why.strip():
        raise Refused(_("Say what is missing: the participant reads it."))
    answer(lock_one(Capstone.objects.filter(pk=capstone.pk)), "send-back", by=by, now=now, why=why)


@transaction.atomic
def give_up(capstone: Capstone, *, by: User, now: datetime) -> None:
    """The person lets it be; another proposal can follow."""
    move(lock_one(Capstone.objects.filter(pk=capstone.pk)), "give-up", by=by, now=now)


@transaction.atomic
def hand_in(capstone: Capstone, *, letter: Cleaned, by: User, now: datetime) -> None:
    """Keep the work and tell the supervisor; the day of handing in is the one that counts in the window."""
    capstone = lock_one(Capstone.objects.filter(pk=capstone.pk))
    move(capstone, "hand-in", by=by, now=now)
    capstone.works.create(document=take_in(letter), at=now)
    capstone.handed_in_on, capstone.points = clock.civil_day(now), None
    capstone.save(update_fields=["handed_in_on", "points"])
    if capstone.supervisor:
        write("certificates/capstone_handed_in", to=capstone.supervisor, about=about(capstone), capstone=capstone)


@transaction.atomic
def mark(capstone: Capstone, *, points: int, why: str, by: User, now: datetime) -> None:
    """Give points out of 100 with reasons for the person to read; enough of them pass. Raises Refused without any."""
    if not why.strip():
        raise Refused(_("A mark needs its reasons: the participant reads them."))
    capstone = lock_one(Capstone.objects.filter(pk=capstone.pk))
    capstone.points = points
    capstone.save(update_fields=["points"])
    answer(capstone, outcome(points), by=by, now=now, why=why)


def answer(capstone: Capstone, verb: str, *, by: User, now: datetime, why: str) -> None:
    """Move the locked capstone and write to the person what was said of it."""
    move(capstone, verb, by=by, now=now, why=why)
    write("certificates/capstone", to=capstone.person, about=about(capstone), capstone=capstone, why=why)


def about(capstone: Capstone) -> str:
    """The key by which letters of this person's diploma are found."""
    return f"diploma:{capstone.person_id}"
