"""What a person must settle before the account can be erased."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from academy.accounts.models import User
from enrolment import facts
from enrolment.models import Application, Place
from enrolment.states import HOLDING_A_SEAT

WAITING = ("submitted", "asked", "reserve", "offered")


def hindrances(person: User, today: date) -> Iterator[str]:
    """An application that is being read, a place in an edition that is not over, money that is still open."""
    for application in Application.objects.filter(applicant=person, state__in=WAITING).select_related(
        "edition__course"
    ):
        if application.edition.ends is None or application.edition.ends >= today:
            yield _("Withdraw your application to “%(edition)s” first.") % {"edition": application.edition}
    places: Any = Place.objects.filter(participant=person).select_related("edition__course").with_money()
    for place in places:
        over = facts.is_over(place, today)
        if place.state in HOLDING_A_SEAT and not over and place.edition.ends is not None:
            yield _("Give your place in “%(edition)s” back first.") % {"edition": place.edition}
        elif place.balance:
            yield _("Money is still open for “%(edition)s”.") % {"edition": place.edition}
