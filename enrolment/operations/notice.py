"""The day of a written notice."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from enrolment.models import Place


def day_of(place: Place, notice: date | None, *, now: datetime) -> date:
    """The day in Turin that counts: today, or the day on which a notice came that staff enter later.

    Raises Refused for a day before the place was given, or one that is still to come.
    """
    today = clock.civil_day(now)
    if notice and not clock.civil_day(place.confirmed_at) <= notice <= today:
        raise Refused(_("The notice came between the day the place was given and today."))
    return notice or today
