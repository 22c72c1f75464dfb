"""The Centre decides on an application."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from academy.states import move
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Place
from enrolment.operations.apply import tell
from enrolment.operations.electives import seat_wishes
from enrolment.operations.ledger import charge_price


@transaction.atomic
def accept(application: Application, *, by: User, why: str, seen: str, now: datetime) -> Place:
    """Give the applicant a place with today's terms, charge the price, seat the electives and write the letter.

    ``seen`` is the state on the reviewer's screen. Raises Refused when somebody decided in the meantime, or when
    the edition is full: places are counted while the edition is locked.
    """
    edition = lock_one(Edition.objects.filter(pk=application.edition_id))
    application = as_seen(application, seen)
    demand_free_place(edition)
    move(application, "accept", by=by, now=now, why=why)
    place = Place.objects.create(
        edition=edition,
        participant=application.applicant,
        application=application,
        confirmed_at=now,
        terms=facts.frozen(facts.terms_of_edition(edition)),
    )
    place.changes.create(verb="confirm", source="", target=place.state, by=by, at=now, why=why)
    place.refresh_from_db(fields=["terms"])
    charge_price(place, by=by, now=now)
    unseated = seat_wishes(place, now=now)
    account = facts.account_of(place, clock.civil_day(now))
    tell(application, "enrolment/accepted", place=place, account=account, unseated=unseated)
    return place


def demand_free_place(edition: Edition) -> None:
    """Raise Refused when every place of the locked edition is taken; an edition without a capacity has room.

    One that was called off has none.
    """
    if edition.cancelled:
        raise Refused(_("This edition was called off."))
    if facts.places_left(edition) == 0:
        raise Refused(_("All %(number)s places of this edition are taken.") % {"number": edition.capacity})


@transaction.atomic
def reserve(application: Application, *, by: User, why: str, seen: str, now: datetime) -> None:
    """Put the applicant on the reserve list and write the letter."""
    application = as_seen(application, seen)
    move(application, "reserve", by=by, now=now, why=why)
    tell(application, "enrolment/reserve")


@transaction.atomic
def decline(application: Application, *, by: User, why: str, seen: str, now: datetime) -> None:
    """Say no, with the reason that the letter gives. Raises Refused without one."""
    if not why.strip():
        raise Refused(_("Give the reason: the letter to the applicant says it."))
    application = as_seen(application, seen)
    move(application, "decline", by=by, now=now, why=why)
    tell(application, "enrolment/declined", reason=why)


def as_seen(application: Application, seen: str) -> Application:
    """The application, locked; raises Refused when it is no longer in the state that the reviewer saw."""
    current = lock_one(Application.objects.filter(pk=application.pk))
    if current.state != seen:
        last = current.changes.last()
        raise Refused(
            _("%(person)s changed this application in the meantime: it is now “%(state)s”.")
            % {"person": (last and last.by) or _("Somebody"), "state": current.get_state_display()}
        )
    return current


DECISIONS = {"accept": accept, "reserve": reserve, "decline": decline}
