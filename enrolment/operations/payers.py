"""Who pays: found again, or made when first needed, and corrected."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from academy.errors import Refused
from academy.locks import lock_one
from enrolment import facts
from enrolment.models import Application, Financing, Payer, Place
from enrolment.rules.sponsors import Share


def payer_of(place: Place) -> Payer:
    """Who pays for the place unless it was shared out: the sponsor that the application names, or the participant."""
    application = place.application
    return of_sponsor(application) if application.financing == Financing.SPONSOR else of_participant(place)


def shares_of(place: Place, price: Decimal) -> dict[Payer, Decimal]:
    """Who pays how much of a new place: the sponsor what it confirmed or nominated with, the participant the rest.

    A sponsor that has not answered yet pays all, as the application says.
    """
    application = place.application
    pledge = facts.pledge_of(application)
    if application.financing != Financing.SPONSOR or (pledge and pledge.share in (Share.NONE, Share.REFUSED)):
        return {of_participant(place): price}
    if pledge is None or pledge.amount is None or pledge.amount >= price:
        return {of_sponsor(application): price}
    return {of_sponsor(application): pledge.amount, of_participant(place): price - pledge.amount}


def of_participant(place: Place) -> Payer:
    """The participant as a payer; what the application says is taken over when the payer is made."""
    application = place.application
    known = {"name": application.full_name, "country": str(application.country)}
    known |= {"language": place.participant.language}
    return Payer.objects.get_or_create(person=place.participant, defaults=known)[0]


def of_sponsor(application: Application) -> Payer:
    """The sponsor that an application names: the same name and e-mail address are the same organization."""
    language = application.sponsor_language or application.applicant.language
    return organization(application.sponsor_name, application.sponsor_email, language=language)


def organization(name: str, email: str = "", **more: Any) -> Payer:
    """The organization of that name and e-mail address, whatever their case; ``more`` is for one that is new."""
    named = {"person": None, "name__iexact": " ".join(name.split()), "email__iexact": email}
    if found := Payer.objects.filter(**named).first():
        return found
    try:
        with transaction.atomic():
            return Payer.objects.create(name=" ".join(name.split()), email=email, **more)
    except IntegrityError:  # somebody else made it at the same moment
        return Payer.objects.get(**named)


def sponsor_of(place: Place) -> Payer:
    """The sponsor that the place's application names."""
    return of_sponsor(place.application)


def correct(payer: Payer, values: Mapping[str, Any]) -> Payer:
    """Write name, address and the like anew, for what is issued from now on; nothing issued changes.

    Raises Refused when another organization has the same name and e-mail address.
    """
    try:
        with transaction.atomic():
            payer = lock_one(Payer.objects.filter(pk=payer.pk))
            for name, value in values.items():
                setattr(payer, name, value)
            payer.save(update_fields=list(values))
    except IntegrityError as error:
        raise Refused(_("There is a payer of this name and e-mail address already.")) from error
    return payer
