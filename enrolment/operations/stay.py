"""Keeping what a participant tells about the stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from academy.locks import lock_one
from enrolment import facts
from enrolment.models import Place, Stay
from enrolment.states import HOLDING_A_SEAT


@transaction.atomic
def keep(place: Place, values: Mapping[str, Any], *, now: datetime) -> Stay:
    """Keep the answers, however few. They may be changed until the last day in one place.

    Raises Refused for a place that is not held, and when the days are over or there are none.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    span = facts.residential_days(place.edition)
    if place.state not in HOLDING_A_SEAT or span is None or span[1] < clock.civil_day(now):
        raise Refused(_("There is no stay to prepare for this place."))
    stay = Stay.objects.filter(application=place.application).first() or Stay(application=place.application)
    for name, value in values.items():
        setattr(stay, name, value)
    complete = not facts.missing_of_stay(stay)
    stay.changed_at, stay.told_at = now, (stay.told_at or now) if complete else None
    stay.save()
    return stay
