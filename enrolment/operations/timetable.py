"""The secret address of a participant's calendar: made from the place, who has it and how often it was renewed.

Nothing secret is stored. Renewing it, handing the place over or giving it back ends every earlier address.
"""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from academy.locks import lock_one
from enrolment.models import FeedRenewal, Place

SALT = "enrolment.timetable"


def token_of(place: Place) -> str:
    """The signed part of the address that counts now."""
    return signing.Signer(salt=SALT).sign_object([place.pk, place.participant_id, place.feed_renewals.count()])


def address_of(place: Place) -> str:
    """The whole address, as calendar programs want it."""
    return settings.SITE_URL + reverse("timetable_feed", args=[token_of(place)])


def found(token: str) -> Place | None:
    """The held place that the address belongs to; None for one that is wrong or was renewed."""
    try:
        pk, participant, renewals = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    held = Place.objects.holding_a_seat().filter(pk=pk, participant=participant)
    work = ("edition__final_assignment", "edition__group_work", "team_member__team")
    place = held.select_related("edition__course", "participant", *work).first()
    return place if place and place.feed_renewals.count() == renewals else None


@transaction.atomic
def renew(place: Place, *, now: datetime) -> FeedRenewal:
    """End the address that counts now; the new one is worked out from the number of renewals."""
    lock_one(Place.objects.filter(pk=place.pk))
    return place.feed_renewals.create(at=now)
