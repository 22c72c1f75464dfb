"""A participant gives the place back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Place, VacancyCause
from enrolment.operations import electives, reserve
from enrolment.operations.ledger import book_settlement, tell
from enrolment.operations.notice import day_of
from enrolment.operations.substitute import demand_no_change_of_plan
from enrolment.rules.settlement import Settlement


def worked_out(place: Place, *, now: datetime, notice: date | None = None) -> Settlement:
    """What cancelling comes to, by the day of the written notice: today in Turin unless it came earlier by letter.

    An edition without a first day costs nothing to leave.
    """
    first = place.edition.starts
    if first is None:
        tiers = facts.terms_of(place).policy.tiers
        return facts.settlement_of(place, max((tier.days_at_least or 0 for tier in tiers), default=0))
    return facts.settlement_of(place, (first - (notice or clock.civil_day(now))).days)


def demand_agreed(place: Place, sums: Settlement, seen: str, notice: date) -> None:
    """Raise Refused when another sum was seen, or when the edition was over on the day of the notice."""
    if facts.is_over(place, notice):
        raise Refused(_("This edition is over, and its places can no longer be cancelled."))
    if sums.fingerprint != seen:
        raise Refused(_("The sum has changed since this page was opened. Please look at it again."))


@transaction.atomic
def cancel(
    place: Place, *, by: User, why: str, seen: str | None, now: datetime, notice: date | None = None
) -> Settlement:
    """Cancel the place; books the settlement and writes the letter.

    ``seen`` is the fingerprint of the sums that the person was shown. Raises Refused when it is no longer the sum
    (midnight passed, or a payment came in), so that nobody agrees to what was not on the page. ``notice`` is the
    day on which a written notice reached the Centre, when staff record it later; it lies between the day the
    place was given and today.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    day = day_of(place, notice, now=now)
    demand_no_change_of_plan(place)
    sums = worked_out(place, now=now, notice=notice)
    if place.state == "confirmed" and seen is not None:
        demand_agreed(place, sums, seen, day)
    move(place, "cancel", by=by, now=now, why=why)
    book_settlement(place, sums, by=by, now=now)
    tell(place, "enrolment/cancelled", sums=sums)
    electives.freed(place.electives.all())
    reserve.freed(place.edition, VacancyCause.CANCELLED, now=now)
    return sums
