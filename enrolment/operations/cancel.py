"""A participant gives the place back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Place
from enrolment.operations.ledger import book_settlement, tell
from enrolment.rules.settlement import Settlement


def worked_out(place: Place, *, now: datetime) -> Settlement:
    """What cancelling at this moment comes to. An edition without a first day costs nothing to leave."""
    terms = facts.terms_of(place)
    first = place.edition.starts
    far = max((tier.days_at_least or 0 for tier in terms.policy.tiers), default=0)
    return facts.settlement_of(place, clock.days_until(first, now) if first else far)


def demand_agreed(place: Place, sums: Settlement, seen: str, now: datetime) -> None:
    """Raise Refused when the participant saw another sum, or when the edition is over."""
    if facts.is_over(place, clock.civil_day(now)):
        raise Refused(_("This edition is over, and its places can no longer be cancelled."))
    if sums.fingerprint != seen:
        raise Refused(_("The sum has changed since this page was opened. Please look at it again."))


@transaction.atomic
def cancel(place: Place, *, by: User, why: str, seen: str | None, now: datetime) -> Settlement:
    """Cancel at the moment of the written notice, ``now``; books the settlement and writes the letter.

    ``seen`` is the fingerprint of the sums that the person was shown. Raises Refused when it is no longer the sum
    (midnight passed, or a payment came in), so that nobody agrees to what was not on the page; ``None`` is for staff
    who act on a notice that came by letter.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    sums = worked_out(place, now=now)
    if place.state == "confirmed" and seen is not None:
        demand_agreed(place, sums, seen, now)
    move(place, "cancel", by=by, now=now, why=why)
    book_settlement(place, sums, by=by, now=now)
    tell(place, "enrolment/cancelled", sums=sums)
    return sums
