"""A new edition from an old one, with all its dates moved by the same number of days."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from catalogue.models import Edition, Elective, FinalAssignment, GroupWork, Phase
from catalogue.operations.index import index_course_of

DATES = ("starts", "ends", "applications_open", "applications_close")
AS_IT_IS = ("passages", "criteria", "figures", "price_parts", "requirements")


def copy_edition(edition: Edition, *, code: str, slug: str, starts: date) -> Edition:
    """A copy that begins on ``starts``, which nobody can read yet; ``edition`` is left as it is.

    Everything that was written for it comes along: phases with their periods, electives, sessions (without their online
    addresses), price, requirements, final assignment, group work, texts, figures and the policy. An edition that began
    on Monday 3 March and took applications until 31 January, copied to Monday 2 March of the next year, takes them
    until 30 January. Places and
    applications stay where they are. Raises Refused when the code or the address is taken, or the old edition has
    no first day to count from.
    """
    if edition.starts is None:
        raise Refused(_("This edition has no first day, so its dates cannot be moved."))
    if Edition.objects.filter(slug=slug).exists():
        raise Refused(_("There is an edition with the address “%(slug)s” already.") % {"slug": slug})
    if code and Edition.objects.filter(code=code).exists():
        raise Refused(_("There is an edition with the code %(code)s already.") % {"code": code})
    try:
        with transaction.atomic():
            made = _copied(edition, code, slug, starts - edition.starts)
    except IntegrityError:  # somebody else took the code or the address at this moment
        raise Refused(_("There is an edition with this code or address already.")) from None
    index_course_of(made)
    return made


def _copied(edition: Edition, code: str, slug: str, by: timedelta) -> Edition:
    made = _new(
        Edition.objects.get(pk=edition.pk),
        code=code,
        slug=slug,
        published=False,
        published_at=None,
        confirmed_at=None,
        postponed_from=None,
        archived=False,
        cancelled=False,
        **{name: _moved(getattr(edition, name), by) for name in DATES},
    )
    phases: dict[int | None, Phase | None] = {None: None}
    for phase in edition.phases.prefetch_related("periods"):
        old, periods = phase.pk, list(phase.periods.all())
        phases[old] = new = _new(phase, edition=made)
        for period in periods:
            _new(period, phase=new, starts=period.starts + by, ends=period.ends + by)
    electives: dict[int | None, Elective | None] = {None: None}
    for elective in edition.electives.all():
        key = elective.pk
        electives[key] = _new(elective, edition=made, phase=phases[elective.phase_id])
    for name in AS_IT_IS:
        for row in getattr(edition, name).all():
            _new(row, edition=made)
    _copy_rates(edition, made)
    for session in edition.sessions.all():
        _new(
            session,
            edition=made,
            phase=phases[session.phase_id],
            elective=electives[session.elective_id],
            starts_at=clock.days_later(session.starts_at, by),
            ends_at=clock.days_later(session.ends_at, by),
            online_address="",
        )
    _copy_coursework(edition, made, by)
    return made


def _copy_rates(edition: Edition, made: Edition) -> None:
    for rate in edition.rates.prefetch_related("parts"):
        parts, new = list(rate.parts.all()), _new(rate, edition=made)
        for part in parts:
            _new(part, rate=new)


def _copy_coursework(edition: Edition, made: Edition, by: timedelta) -> None:
    for assignment in FinalAssignment.objects.filter(edition=edition):
        _with_parts(assignment, "criteria", "assignment", edition=made, due=assignment.due + by)
    for work in GroupWork.objects.filter(edition=edition):
        _with_parts(work, "roles", "group_work", edition=made, due=work.due + by)


def _with_parts(row: Any, parts: str, key: str, **values: Any) -> None:
    """A new row from ``row``, with copies of its ``parts`` that point to it by ``key``."""
    old = list(getattr(row, parts).all())
    new = _new(row, **values)
    for part in old:
        _new(part, **{key: new})


def _new(row: Any, **values: Any) -> Any:
    """Save ``row``, just read, as a new one with other values; its texts stay in all languages."""
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def _moved(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day + by
