"""Asking sponsors whether they stand by an application, and keeping what they answer.

The link in a letter to a sponsor is the whole proof of who answers: signed, for one question, used once, for thirty
days. Its secret is in the letter alone; here lies a hash of it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.accounts.models import User
from academy.errors import Refused
from academy.letters import operations as letters
from academy.locks import lock_one
from enrolment import facts
from enrolment.models import Application, SponsorAnswer, SponsorRequest
from enrolment.models.sponsor import TIME_TO_ANSWER
from enrolment.operations import payers
from enrolment.rules import sponsors as rules
from enrolment.rules.sponsors import Standing

SIGNER = signing.Signer(salt="enrolment.sponsors")
MOST_LETTERS_A_DAY = 5
READ = SponsorRequest.objects.select_related(
    "answer", "application__applicant", "application__edition__course", "application__letter"
)


@transaction.atomic
def ask(
    application: Application, *, by: User | None, now: datetime, reminder_until: datetime | None = None
) -> SponsorRequest:
    """Write to the sponsor of a sent application; the link of an earlier letter no longer works.

    ``by`` is None when the clock asks; a reminder's link works no longer than that of the letter of which it reminds.
    Raises Refused when too many letters went to sponsors of it within a day.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    demand_few(application, now)
    application.sponsor_requests.filter(ended_at=None).update(ended_at=now)
    token = SIGNER.sign(secrets.token_urlsafe(24))
    request = application.sponsor_requests.create(
        email=application.sponsor_email,
        language=application.sponsor_language or application.applicant.language,
        token_hash=hash_of(token),
        asked_at=now,
        asked_by=by,
        expires_at=reminder_until or now + TIME_TO_ANSWER,
    )
    with override(request.language):
        link = settings.SITE_URL + reverse("enrolment:sponsor", args=[token])
    write("enrolment/sponsor_asked", request, confidential=True, link=link, reminder=bool(reminder_until))
    return request


def demand_few(application: Application, now: datetime) -> None:
    """Raise Refused when this application's sponsors got MOST_LETTERS_A_DAY letters within a day."""
    if application.sponsor_requests.filter(asked_at__gt=now - timedelta(days=1)).count() >= MOST_LETTERS_A_DAY:
        raise Refused(_("We have written to the sponsor several times today. Please try again tomorrow."))


@transaction.atomic
def remind(application: Application, *, now: datetime) -> None:
    """Write to a silent sponsor once more, and tell the applicant so."""
    silent = application.sponsor_requests.get(ended_at=None)
    asked = ask(application, by=None, now=now, reminder_until=silent.expires_at)
    letters.write(
        "enrolment/sponsor_silent",
        to=application.applicant,
        about=about(application),
        application=application,
        request=asked,
        first=silent,
    )


@transaction.atomic
def ask_again(application: Application, *, email: str, language: str, by: User, now: datetime) -> SponsorRequest:
    """Correct the sponsor's address and write once more.

    Raises Refused for an application that waits for no sponsor, for the applicant's own address, and to the applicant
    once the sponsor has promised something; staff may ask at any time.
    """
    application = lock_one(Application.objects.filter(pk=application.pk))
    demand_askable(application, by)
    demand_another(email, application.applicant)
    application.sponsor_email, application.sponsor_language = email, language
    application.save(update_fields=["sponsor_email", "sponsor_language"])
    return ask(application, by=by, now=now)


def may_ask(application: Application, by: User) -> bool:
    """Whether ``by`` may have the sponsor asked again; a button is shown only then."""
    try:
        demand_askable(application, by)
    except Refused:
        return False
    return True


def demand_askable(application: Application, by: User) -> None:
    """Raise Refused unless ``by`` may have the sponsor asked again."""
    if not facts.waits_for_sponsor(application):
        raise Refused(_("This application waits for no answer of a sponsor."))
    pledge = facts.sponsorship_of(application).pledge
    if by == application.applicant and pledge and pledge.share != rules.Share.REFUSED:
        raise Refused(_("Your sponsor has answered already. If something has changed, please write to us."))


def demand_another(email: str, applicant: User) -> None:
    """Raise Refused when the sponsor's address is the applicant's own: nobody confirms for oneself."""
    if email.strip().lower() == applicant.email.lower():
        raise Refused(_("The sponsor's address must be another than your own: we ask the sponsor, not you."))


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def found(token: str) -> SponsorRequest:
    """The question that a link is about, whatever became of it. Raises Refused for a link that is not ours."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature as error:
        raise Refused(_("This link is not complete. Please open it from the letter, or copy all of it.")) from error
    request = READ.filter(token_hash=hash_of(token)).first()
    if request is None:
        raise Refused(_("This link is no longer known here. Please open the link of the newest letter."))
    return request


@transaction.atomic
def renew(token: str, *, now: datetime) -> None:
    """Write to the same mailbox with a new link, for one that is too old. Raises Refused for any other."""
    request = found(token)
    application = lock_one(Application.objects.filter(pk=request.application_id))
    if facts.standing_of(found(token), now) != Standing.EXPIRED:
        raise Refused(_("No new link is needed for this one."))
    ask(application, by=None, now=now)


def answer(token: str, **said: Any) -> SponsorAnswer:
    """Keep what the sponsor says by the link in its letter; as ``answer_to``. Raises Refused for a link not ours."""
    return answer_to(found(token), **said)


@transaction.atomic
def answer_to(
    request: SponsorRequest,
    *,
    share: str,
    amount: Decimal | None,
    reason: str,
    name: str,
    position: str,
    seen: str,
    now: datetime,
    **billing: str,
) -> SponsorAnswer:
    """Keep the sponsor's answer and write to both sides; the link is then used up.

    ``amount`` (EUR) counts for a part only. ``billing`` is what invoices to it are to say: address, country and tax
    number, where they are known. ``seen`` is the fingerprint of the letter and the price that were shown.
    Raises Refused when the link can no longer be used, when something else is shown by now, or when the sum is none.
    """
    application = lock_one(Application.objects.filter(pk=request.application_id))
    request = READ.get(pk=request.pk)
    offer = facts.offer_to_sponsor(application)
    demand_as_shown(request, offer, seen, now)
    pledge = pledged(share, amount, offer.price)
    given = SponsorAnswer.objects.create(
        request=request,
        share=pledge.share,
        amount=pledge.amount,
        reason=reason,
        name=name,
        position=position,
        price=offer.price,
        letter_sha256=offer.letter_sha256,
        at=now,
    )
    if pledge.share in (rules.Share.ALL, rules.Share.PART):
        keep_billing(application, billing)
    tell(application, "enrolment/sponsor_answered", given)
    write("enrolment/sponsor_thanked", request, answer=given)
    return given


def pledged(share: str, amount: Decimal | None, price: Decimal | None) -> rules.Pledge:
    """What is promised of the ``price``. Raises Refused for a sum that is none."""
    pledge = rules.promised(share, amount, price)
    if pledge is None:
        raise Refused(_("A part is more than nothing and less than the whole price."))
    return pledge


def demand_as_shown(request: SponsorRequest, offer: facts.OfferToSponsor, seen: str, now: datetime) -> None:
    """Raise Refused when the link can no longer be used, or when what it leads to is not what was ``seen``."""
    if facts.standing_of(request, now) != Standing.OPEN:
        raise Refused(_("This link was used in the meantime, or can no longer be used."))
    if offer.fingerprint != seen:
        raise Refused(_("The letter or the price has changed since this page was opened. Please look at it again."))


def keep_billing(application: Application, billing: dict[str, str]) -> None:
    """Let invoices to the sponsor say what it wrote; what it left empty stays as it was."""
    if written := {name: text for name, text in billing.items() if text}:
        payers.correct(payers.of_sponsor(application), written)


def tell(application: Application, name: str, answer: SponsorAnswer) -> None:
    """A letter about the sponsor's answer to the applicant."""
    letters.write(name, to=application.applicant, about=about(application), application=application, answer=answer)


def write(name: str, request: SponsorRequest, *, confidential: bool = False, **context: object) -> None:
    """A letter to the sponsor, in the sponsor's language."""
    application = request.application
    letters.post(
        name,
        request.email,
        language=request.language,
        about=about(application),
        confidential=confidential,
        **letters.in_words(name, request.language, {"application": application, "request": request, **context}),
    )


def about(application: Application) -> str:
    """The key under which the letters about an application are found."""
    return f"application:{application.pk}"
