"""Somebody else takes the place: named, invited by a link, reviewed like anybody, and put in the first one's stead.

The substitute gets the seat, the fee, what was paid for it, the sponsor and the electives; neither person sees what
the other wrote. Until the Centre has said yes the place is still the first person's.
"""

from datetime import date, datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters import operations as letters
from academy.locks import lock, lock_one
from academy.states import move
from enrolment import facts
from enrolment.models import Application, Payer, Place, Substitution
from enrolment.operations.notice import day_of

SALT = "enrolment.substitute"
OF_THE_PLACE = ("rate", "financing", "sponsor_name", "sponsor_contact", "sponsor_email")


@transaction.atomic
def name(
    place: Place,
    *,
    name: str,
    email: str,
    language: str,
    by: User | None,
    now: datetime,
    payer: Payer | None = None,
    notice: date | None = None,
) -> Substitution:
    """Name a substitute and send the link. ``notice`` is the day of a written notice that staff enter later.

    ``payer`` is the organization that does it, without an account (``by`` is None then); the participant is told.

    Raises Refused when the place is not held, when the notice date is past, when the one named has the place already,
    or when somebody is named already.
    """
    place = lock_one(Place.objects.filter(pk=place.pk))
    demand_alternative(place, day_of(place, notice, now=now))
    if email.casefold() == place.participant.email.casefold():
        raise Refused(_("This is the address of the person who has the place."))
    substitution = Substitution.objects.create(
        place=place, former=place.application, name=name, email=email, language=language, named_at=now, payer=payer
    )
    substitution.changes.create(verb="name", source="", target="named", by=by, at=now, why=str(payer or ""))
    invite(substitution)
    if payer:
        tell_former(substitution, "enrolment/named-by-payer", payer=payer, place=place)
    return substitution


def demand_alternative(place: Place, notice: date) -> None:
    """Raise Refused unless a notice of this day lets the locked place be handed over or moved, and nothing is open."""
    if not facts.alternatives_of(place, notice).allowed or not facts.is_held(place):
        raise Refused(_("It is too late to name a substitute or to move to another edition."))
    demand_no_change_of_plan(place)


def demand_no_change_of_plan(place: Place) -> None:
    """Raise Refused while a substitute is named or a transfer is asked for."""
    if place.substitutions.filter(state="named").exists() or place.transfers.filter(state="asked").exists():
        raise Refused(_("A substitute or a transfer is under way for this place. Call it back first."))


def invite(substitution: Substitution) -> None:
    """The letter with the link, which tells nobody to the one that is named."""
    with override(substitution.language):
        link = settings.SITE_URL + reverse("enrolment:stand_in", args=[token_of(substitution)])
    words = letters.in_words(
        "enrolment/substitute",
        substitution.language,
        {"substitution": substitution, "edition": substitution.place.edition, "link": link},
    )
    letters.post(
        "enrolment/substitute",
        substitution.email,
        language=substitution.language,
        about=f"substitution:{substitution.pk}",
        confidential=True,
        **words,
    )


def token_of(substitution: Substitution) -> str:
    """The signed part of the link."""
    return signing.dumps(substitution.pk, salt=SALT)


def found(token: str) -> Substitution:
    """Whom the link is about. Raises Refused for a link that is not ours or whose time is over."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(_("This link is not complete.")) from error
    substitution = (
        Substitution.objects.select_related("place__edition__course", "place__application").filter(pk=pk).first()
    )
    if substitution is None or substitution.state != "named":
        raise Refused(_("This link is no longer in use. The person or the organization that named you knows more."))
    return substitution


@transaction.atomic
def take_up(token: str, person: User, *, now: datetime) -> Application:
    """Begin the substitute's own application, or go on with it; the link belongs to who used it first.

    Raises Refused when it was used by somebody else, or when the person has the place or an application already.
    """
    substitution = lock_one(Substitution.objects.filter(pk=found(token).pk))
    if (begun := getattr(substitution, "application", None)) is not None:
        if begun.applicant_id != person.pk:
            raise Refused(_("This link was used already, from another account."))
        return begun
    place = substitution.place
    if person.pk == place.participant_id or person.applications.live().filter(edition=place.edition_id).exists():
        raise Refused(_("You have a place or an application to this edition already."))
    demand_not_started(place, now)
    kept = {field: getattr(place.application, field) for field in OF_THE_PLACE}
    return Application.objects.create(
        applicant=person,
        edition=place.edition,
        stands_in=substitution,
        started_at=now,
        full_name=substitution.name,
        **kept,
    )


def demand_not_started(place: Place, now: datetime) -> None:
    """Raise Refused from the first day of the edition on."""
    if place.edition.starts is not None and place.edition.starts <= clock.civil_day(now):
        raise Refused(_("The edition has started."))


@transaction.atomic
def hand_over(application: Application, substitution: Substitution, *, by: User, why: str, now: datetime) -> Place:
    """Put the accepted substitute in the place; the application is locked and was accepted by the caller.

    Raises Refused when the substitution is no longer open or the edition has started.
    """
    place = lock_one(Place.objects.filter(pk=substitution.place_id))
    substitution = lock_one(Substitution.objects.filter(pk=substitution.pk))
    demand_not_started(place, now)
    move(substitution, "hand-over", by=by, now=now, why=why)
    move(place, "hand-over", by=by, now=now, why=why)
    Place.objects.filter(pk=place.pk).update(application=application, participant=application.applicant)
    place.refresh_from_db()
    tell_former(substitution, "enrolment/handed-over")
    tell_payer(substitution, replaced=True)
    letters.write(
        "enrolment/standing-in", to=application.applicant, about=f"place:{place.pk}", place=place, edition=place.edition
    )
    return place


@transaction.atomic
def end(substitution: Substitution, verb: str, *, by: User | None, why: str = "", now: datetime) -> None:
    """The substitution comes to nothing: refused by the Centre, called back, or given up; the place stays as it was."""
    substitution = lock_one(Substitution.objects.filter(pk=substitution.pk))
    move(substitution, verb, by=by, now=now, why=why)
    if verb != "call-back":
        tell_former(substitution, "enrolment/not-replaced")
        tell_payer(substitution, replaced=False)


@transaction.atomic
def call_back(substitution: Substitution, *, by: User | None, now: datetime) -> None:
    """Who named a substitute keeps the place; what the substitute has begun is withdrawn.

    The application is locked before the substitution, as whoever decides on it does.
    """
    begun = lock(Application.objects.filter(stands_in=substitution))
    end(substitution, "call-back", by=by, now=now)
    for application in begun:
        verb = "discard" if application.state == "draft" else "withdraw"
        move(application, verb, by=by, now=now, why=_("The substitution was called back."))


def tell_former(substitution: Substitution, name: str, **context: object) -> None:
    """Write to who gave, or wanted to give, the place away."""
    former = substitution.former
    told = {"substitution": substitution, "edition": former.edition} | context
    letters.write(name, to=former.applicant, about=f"application:{former.pk}", **told)


def tell_payer(substitution: Substitution, *, replaced: bool) -> None:
    """Write to the organization that named the substitute what came of it."""
    payer = substitution.payer
    if payer is None or not payer.email:
        return
    told = {"substitution": substitution, "edition": substitution.former.edition, "payer": payer, "replaced": replaced}
    words = letters.in_words("enrolment/payer-substitute", payer.language, told)
    letters.post("enrolment/payer-substitute", payer.email, language=payer.language, about=f"payer:{payer.pk}", **words)
