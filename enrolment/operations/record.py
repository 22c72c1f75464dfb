"""Staff record what participants have done."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from enrolment import facts
from enrolment.models import Evidence, Place
from enrolment.states import HOLDING_A_SEAT


@transaction.atomic
def record_many(cells: Iterable[tuple[Place, str, int]], *, by: User, now: datetime) -> int:
    """Every cell ``(place, kind, amount)`` or none of them; returns how many rows were added.

    Raises Refused as ``record`` does, and then nothing was changed. Places are taken in the order of their keys.
    """
    in_order = sorted(cells, key=lambda cell: cell[0].pk)
    return sum(record(place, kind, amount, by=by, now=now) is not None for place, kind, amount in in_order)


@transaction.atomic
def record(place: Place, kind: str, amount: int, *, by: User, now: datetime) -> Evidence | None:
    """How much of one requirement is done by now; the same amount again adds no row.

    Raises Refused for a requirement that the place does not have, for less than attendance and results come to, or a
    place that is not held any more.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    if place.state not in HOLDING_A_SEAT:
        raise Refused(_("This place was given back; nothing can be recorded on it."))
    if kind not in {need.kind for need in facts.terms_of(place).requirements}:
        raise Refused(_("This edition does not ask for that."))
    if amount < (counted := facts.counted(place).get(kind, 0)):
        raise Refused(_("Attendance and results come to %(counted)s; correct them there.") % {"counted": counted})
    if facts.newest(place.evidence.all()).get(kind, 0) == amount:
        return None
    return place.evidence.create(kind=kind, amount=amount, by=by, at=now)
