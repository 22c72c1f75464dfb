"""Ordering certificates: the data is frozen and the worker is asked for the PDF."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from academy import clock
from academy.accounts.models import User
from academy.jobs.operations import ask, hold, release
from academy.locks import lock
from catalogue.models import Edition
from certificates import facts
from certificates.models import Certificate
from certificates.operations.render import render
from certificates.rules.number import RANDOM_BITS, number
from certificates.rules.status import LIST_SIZE


@transaction.atomic
def issue(edition: Edition, *, by: User | None, now: datetime, only: int | None = None) -> list[Certificate]:
    """Order a certificate for every place of the edition that has earned one and has none; the second time, nothing.

    With ``only``, the key of a place, for that one. The places are locked meanwhile, so two people who press the
    button at once order each certificate once. ``by`` is None for the command.
    """
    lock(edition.places.all())
    return [
        order(verdict, name=verdict.place.application.certificate_name, by=by, now=now)
        for verdict in facts.verdicts(edition)
        if verdict.decision.allowed and only in (None, verdict.place.pk)
    ]


def pause(edition: Edition) -> int:
    """Let the worker make no further certificate of the edition until it is resumed. Returns how many then wait."""
    return hold(render, facts.being_made(edition))


def resume(edition: Edition) -> int:
    """Let the worker go on. Returns how many had been put aside."""
    return release(render, facts.being_made(edition))


def order(
    verdict: facts.Verdict,
    *,
    name: str,
    by: User | None,
    now: datetime,
    why: str = "",
    replaces: Certificate | None = None,
) -> Certificate:
    """Freeze what will stand on the certificate that the locked place gets, and ask the worker for it."""
    place = verdict.place
    language = language_of(place.participant)
    return ordered(
        kind=verdict.decision.kind,
        number=new_number(place.edition.course.abbreviation, (place.edition.ends or clock.civil_day(now)).year),
        place=place,
        language=language,
        data=facts.frozen(place, name=name, language=language, issued_on=clock.civil_day(now)),
        replaces=replaces,
        by=by,
        now=now,
        why=why,
    )


def ordered(*, by: User | None, now: datetime, why: str, **fields: Any) -> Certificate:
    """Keep the row and ask the worker for the PDF."""
    certificate = Certificate.objects.create(status_index=new_index(), ordered_at=now, **fields)
    certificate.changes.create(verb="order", source="", target=certificate.state, by=by, at=now, why=why)
    ask(render, certificate.pk)
    return certificate


def language_of(person: User) -> str:
    """The language of the site in which the person is written to."""
    return person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def new_index() -> int:
    """A free place by chance in the status lists, so that it says nothing of who came when; half of them stay free."""
    lists = 1 + 2 * Certificate.objects.count() // LIST_SIZE
    while Certificate.objects.filter(status_index=(index := secrets.randbelow(lists * LIST_SIZE))).exists():
        pass
    return index


def new_number(abbreviation: str, year: int) -> str:
    """A number of its own."""
    return number(abbreviation, year, secrets.randbits(RANDOM_BITS))
