"""The signed address by which a paying organization sees the places it pays for and names substitutes.

It stands in the letters to the organization and needs no account. Whoever has it can name somebody and call back whom
it named, and no more; it changes when the organization's e-mail address is corrected, so that earlier letters lose
their power.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.errors import Refused
from enrolment.models import Payer, Place, Substitution
from enrolment.operations import substitute

SALT = "enrolment.sponsor-places"
WORKS_FOR = timedelta(days=400)


def token_of(payer: Payer) -> str:
    """The signed part of the address."""
    return signing.dumps([payer.pk, payer.email.lower()], salt=SALT)


def url_for(payer: Payer) -> str:
    """The whole address, in the payer's language; empty for a person, who has a page of the own, and without e-mail."""
    if not payer.is_organization or not payer.email:
        return ""
    with override(payer.language):
        return settings.SITE_URL + reverse("enrolment:sponsor_places", args=[token_of(payer)])


def found(token: str) -> Payer:
    """Whose address it is. Raises Refused for one that is not ours, too old, or of an address that was corrected."""
    try:
        key, email = signing.loads(token, salt=SALT, max_age=WORKS_FOR)
    except signing.SignatureExpired as error:
        raise Refused(_("This link is too old. Write to us, and we send you a new one.")) from error
    except signing.BadSignature as error:
        raise Refused(_("This link is not complete.")) from error
    payer = Payer.objects.filter(pk=key, person=None).first()
    if payer is None or payer.email.lower() != email:
        raise Refused(_("This link is no longer in use. A newer letter has the right one."))
    return payer


def places_of(payer: Payer, today: date) -> QuerySet[Place]:
    """The places that are held, in editions that are not over, for which the payer is charged; the soonest first."""
    paid_for: Any = payer.entries.filter(kind="charge", counters=None, countered_by=None).values("place")
    over = Place.objects.filter(edition__ends__lt=today)
    held = Place.objects.holding_a_seat().filter(pk__in=paid_for).exclude(pk__in=over)
    return held.select_related("application", "edition__course", "participant").order_by("edition__starts", "pk")


@transaction.atomic
def name(place: Place, payer: Payer, *, name: str, email: str, language: str, now: datetime) -> Substitution:
    """Name a substitute for the payer; the participant is told. Raises Refused as ``substitute.name`` does."""
    demand_own(place, payer, clock.civil_day(now))
    return substitute.name(place, name=name, email=email, language=language, by=None, payer=payer, now=now)


@transaction.atomic
def call_back(substitution: Substitution, payer: Payer, *, now: datetime) -> None:
    """Call back whom the payer named itself. Raises Refused for anybody else's substitute."""
    if substitution.payer_id != payer.pk:
        raise Refused(_("Somebody else named this substitute."))
    substitute.call_back(substitution, by=None, now=now)


def demand_own(place: Place, payer: Payer, today: date) -> None:
    """Raise Refused for a place that the payer does not pay for."""
    if not places_of(payer, today).filter(pk=place.pk).exists():
        raise Refused(_("You do not pay for this place, or it was given back."))
