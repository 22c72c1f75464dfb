"""The name that will be printed, and the participant who proof-reads it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from certificates.glyphs import unprintable
from certificates.states import LIVE_CERTIFICATE
from enrolment.models import Place
from enrolment.states import HOLDING_A_SEAT


def demand_name(name: str) -> None:
    """Raise Refused for an empty name or one with letters that our typefaces lack."""
    if not name.strip():
        raise Refused(_("Give the name that will be printed."))
    if letters := unprintable(name):
        raise Refused(_("These letters cannot be printed: %(letters)s") % {"letters": letters})


def may_correct(place: Place) -> bool:
    """Whether the participant may still correct the name: the place is held and no certificate was ordered."""
    return place.state in HOLDING_A_SEAT and not place.certificates.filter(state__in=LIVE_CERTIFICATE).exists()


@transaction.atomic
def correct_own_name(place: Place, *, name: str, by: User, now: datetime) -> None:
    """Change the name on the certificate before it is issued; what it was stays in the record of the place.

    Raises Refused for a name that cannot be printed, and once a certificate was ordered.
    """
    demand_name(name)
    place = lock_one(Place.objects.filter(pk=place.pk))
    if not may_correct(place):
        raise Refused(_("The certificate is issued. Write to us: we can replace it by one with another name."))
    application, new = place.application, name.strip()
    if application.certificate_name == new:
        return
    said = _("“%(old)s” became “%(new)s”.") % {"old": application.certificate_name, "new": new}
    application.certificate_name = new
    application.save(update_fields=["certificate_name"])
    place.changes.create(verb="name", source=place.state, target=place.state, by=by, at=now, why=said)
