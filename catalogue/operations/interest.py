"""Telling people when the next edition of a course takes applications: asked for, confirmed, told once, left.

Every letter carries one signed link, which proves that whoever follows it reads that mailbox. It confirms for as long
as an unconfirmed address is kept; it leaves for ever.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.errors import Refused
from academy.letters import operations as letters
from academy.locks import lock
from catalogue import facts
from catalogue.models import TIME_TO_CONFIRM, Course, Edition, Interest, Telling
from catalogue.rules.status import takes_applications

SALT = "catalogue.interest"


@transaction.atomic
def ask(email: str, course: Course, *, language: str, now: datetime) -> None:
    """Keep the wish and write to the address: how to confirm, or to leave where it is on the list already.

    What the person who asked is shown is the same in both cases, so that nobody learns who is on the list.
    """
    asked = {"language": language, "asked_at": now}
    interest, new = Interest.objects.get_or_create(email=email, course=course, defaults=asked)
    if not new and interest.confirmed_at is None:
        interest.language, interest.asked_at = language, now
        interest.save(update_fields=["language", "asked_at"])
    write("catalogue/asked", interest, confidential=True)


@transaction.atomic
def confirm(token: str, *, now: datetime) -> Interest:
    """Put the address on the list. Raises Refused when the link is wrong, too old, or of an address that left.

    Following it a second time changes nothing.
    """
    interest = found(token)
    Interest.objects.filter(pk=interest.pk, confirmed_at=None).update(confirmed_at=now)
    return interest


@transaction.atomic
def leave(token: str) -> None:
    """Take the address off the list, with every letter that was written to it for that reason.

    Leaving twice is leaving. Raises Refused when the link is wrong.
    """
    for interest in lock(Interest.objects.filter(pk=key_in(token))):
        letters.forget(about(interest))
        interest.delete()


def found(token: str) -> Interest:
    """Whom a link that confirms is about. Raises Refused when it is wrong, too old, or of an address that left."""
    interest = Interest.objects.select_related("course").filter(pk=key_in(token, TIME_TO_CONFIRM)).first()
    if interest is None:
        raise Refused(_("This address is no longer on the list."))
    return interest


def token_of(interest: Interest) -> str:
    """The signed part of the links in the letters to one address."""
    return signing.dumps(interest.pk, salt=SALT)


def key_in(token: str, at_most: timedelta | None = None) -> int:
    """The key that the token was made of. Raises Refused for a token that is not ours or older than ``at_most``."""
    try:
        return signing.loads(token, salt=SALT, max_age=at_most)
    except signing.SignatureExpired as error:
        raise Refused(_("This link is too old.")) from error
    except signing.BadSignature as error:
        raise Refused(_("This link is not complete.")) from error


def tell(*, now: datetime) -> None:
    """Write to everybody who waits for an edition that takes applications now; once to each, however often it runs."""
    today = clock.civil_day(now)
    published = Edition.objects.open_for_applications(today).exclude(published_at=None)
    for edition in published.select_related("course"):
        if takes_applications(facts.dates_of(edition), today):
            waiting = Interest.objects.confirmed().filter(course=edition.course, confirmed_at__lt=opened(edition))
            for interest in waiting.exclude(tellings__edition=edition):
                tell_one(interest, edition, now=now)


def opened(edition: Edition) -> datetime:
    """Since when one can apply: from the first day of applications, or from when the edition could be read."""
    first_moment = clock.start_of_day(edition.applications_open) if edition.applications_open else None
    return max(moment for moment in (first_moment, edition.published_at) if moment)


@transaction.atomic
def tell_one(interest: Interest, edition: Edition, *, now: datetime) -> None:
    """One letter about one edition, unless it was written before or the person has left meanwhile."""
    for locked in lock(Interest.objects.filter(pk=interest.pk)):
        _telling, new = Telling.objects.get_or_create(interest=locked, edition=edition, defaults={"told_at": now})
        if new:
            write("catalogue/opens", interest, edition=edition)


@transaction.atomic
def forget(*, now: datetime) -> None:
    """Erase the addresses that nobody confirmed in time, with the letters to them."""
    for interest in lock(Interest.objects.forgotten(now)):
        letters.forget(about(interest))
        interest.delete()


def about(interest: Interest) -> str:
    """The key under which the letters to one address are found."""
    return f"interest:{interest.pk}"


def write(name: str, interest: Interest, *, confidential: bool = False, **context: object) -> None:
    """A letter to the address, with the links and with the headers by which a mail program leaves in one click.

    See RFC 2369 and RFC 8058.
    """
    token = token_of(interest)
    with override(interest.language):
        links = {verb: settings.SITE_URL + reverse(f"catalogue:{verb}", args=[token]) for verb in ("confirm", "leave")}
    letters.post(
        name,
        interest.email,
        language=interest.language,
        about=about(interest),
        confidential=confidential,
        headers={
            "List-Unsubscribe": f"<{links['leave']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        **letters.in_words(name, interest.language, {"interest": interest, **links, **context}),
    )
