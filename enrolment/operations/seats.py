"""Giving a place away: at once, or as an offer where the edition gives days to answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Offer, Place
from enrolment.operations.apply import tell
from enrolment.operations.electives import seat_wishes
from enrolment.operations.ledger import charge_price
from enrolment.rules.offers import last_day


def give(application: Application, edition: Edition, *, by: User | None, why: str, now: datetime) -> Place | Offer:
    """An offer where the edition gives days to answer, a place where it does not; both are locked by the caller.

    ``by`` is None when the reserve list moves. Raises Refused when the edition is full.
    """
    demand_free_place(edition)
    if edition.answer_days is None:
        return confirm(application, "accept", by=by, why=why, now=now)
    return offer(application, edition.answer_days, by=by, why=why, now=now)


def demand_free_place(edition: Edition) -> None:
    """Raise Refused when every place of the locked edition is taken; an edition without a capacity has room.

    One that was called off has none.
    """
    if edition.cancelled:
        raise Refused(_("This edition was called off."))
    if facts.places_left(edition) == 0:
        raise Refused(_("All %(number)s places of this edition are taken.") % {"number": edition.capacity})


def offer(application: Application, answer_days: int, *, by: User | None, why: str, now: datetime) -> Offer:
    """Hold a seat until the end of the last day to answer, in Turin, and write the letter."""
    move(application, "offer", by=by, now=now, why=why)
    last = last_day(clock.civil_day(now), answer_days, application.edition.starts)
    made = application.offers.create(by=by, at=now, answer_by=clock.end_of_day(last))
    terms = facts.terms_for(application)
    tell(application, "enrolment/offered", offer=made, last_day=last, terms=terms)
    return made


def confirm(application: Application, verb: str, *, by: User | None, why: str, now: datetime) -> Place:
    """The place, with today's terms frozen, the price charged, the electives seated and the letter written.

    ``verb`` is the step that leads the locked application to it: ``accept`` or ``take-up``.
    """
    move(application, verb, by=by, now=now, why=why)
    place = placed(application, by=by, why=why, now=now)
    seated = seat_wishes(place, now=now)
    account = facts.account_of(place, clock.civil_day(now))
    tell(application, "enrolment/accepted", place=place, account=account, seated=seated)
    return place


def placed(application: Application, *, by: User | None, why: str, now: datetime) -> Place:
    """The place of an accepted application, with today's terms frozen and the price charged; no electives yet."""
    place = Place.objects.create(
        edition=application.edition,
        participant=application.applicant,
        application=application,
        confirmed_at=now,
        terms=facts.frozen(facts.terms_for(application)),
    )
    place.changes.create(verb="confirm", source="", target=place.state, by=by, at=now, why=why)
    place.refresh_from_db(fields=["terms"])
    charge_price(place, by=by, now=now)
    return place
