"""What becomes of an offer: taken up, turned down or lapsed. Each is used once.

The edition is locked before the application, as everywhere, so that two who act at once never wait for each other.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock, lock_one
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Offer, OfferOutcome, Place, VacancyCause
from enrolment.operations import reserve
from enrolment.operations.apply import tell
from enrolment.operations.seats import confirm
from enrolment.rules.offers import reminder_day


@transaction.atomic
def take_up(offer: Offer, *, by: User, seen: str, now: datetime) -> Place:
    """The place that was offered, with today's terms; doing it twice is doing it once.

    ``seen`` is the fingerprint of the terms that the person was shown. Raises Refused when the offer was turned
    down or has lapsed, when its time is over, or when the terms are no longer those.
    """
    offer = locked(offer)
    application = offer.application
    if offer.outcome == OfferOutcome.TAKEN_UP:
        return application.place
    if not offer.outcome and now >= offer.answer_by:
        raise Refused(_("The time to take up this offer is over."))
    if not offer.outcome and facts.terms_for(application).fingerprint != seen:
        raise Refused(_("The terms have changed since this page was opened. Please look at them again."))
    place = confirm(application, "take-up", by=by, why="", now=now)
    end(offer, OfferOutcome.TAKEN_UP, now)
    return place


@transaction.atomic
def turn_down(offer: Offer, *, by: User, why: str, now: datetime) -> None:
    """Give the offered place to the next. Raises Refused when the offer is no longer open."""
    offer = locked(offer)
    move(offer.application, "turn-down", by=by, now=now, why=why)
    end(offer, OfferOutcome.TURNED_DOWN, now)
    tell(offer.application, "enrolment/turned_down")
    reserve.freed(offer.application.edition, VacancyCause.TURNED_DOWN, now=now)


@transaction.atomic
def lapse(offer: Offer, *, now: datetime) -> None:
    """End an offer whose time is over; nothing happens to one that was answered, or whose time is not over."""
    offer = locked(offer)
    if offer.outcome or now < offer.answer_by:
        return
    move(offer.application, "lapse", by=None, now=now)
    end(offer, OfferOutcome.LAPSED, now)
    tell(offer.application, "enrolment/lapsed")
    reserve.freed(offer.application.edition, VacancyCause.LAPSED, now=now)


def locked(offer: Offer) -> Offer:
    """The offer as it is now, with its edition, its application and itself locked, in this order."""
    lock(Edition.objects.filter(applications__offers=offer))
    application = lock_one(Application.objects.filter(offers=offer))
    current = lock_one(Offer.objects.filter(pk=offer.pk))
    current.application = application
    return current


def end(offer: Offer, outcome: OfferOutcome, now: datetime) -> None:
    """Write how the locked offer ended; it holds no seat any more."""
    offer.outcome, offer.answered_at = outcome, now
    offer.save(update_fields=["outcome", "answered_at"])


def lapse_due(*, now: datetime) -> None:
    """Let every offer lapse whose last day is over."""
    for offer in Offer.objects.open().filter(answer_by__lte=now):
        lapse(offer, now=now)


def remind_due(*, now: datetime) -> None:
    """Write once to everybody whose offer is open for two more days or less."""
    for offer in Offer.objects.open().filter(answer_by__gt=now, reminded_at=None):
        day = reminder_day(clock.civil_day(offer.at), facts.last_day_of(offer))
        if day and day <= clock.civil_day(now):
            remind(offer, now=now)


@transaction.atomic
def remind(offer: Offer, *, now: datetime) -> None:
    """Say until when the offer stands, once, while it is open."""
    offer = locked(offer)
    if offer.outcome or offer.reminded_at:
        return
    offer.reminded_at = now
    offer.save(update_fields=["reminded_at"])
    tell(offer.application, "enrolment/offer_reminder", offer=offer, last_day=facts.last_day_of(offer))
