"""The days of editions in the format of calendars (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText

from academy import clock
from catalogue.models import Edition

ASK_AGAIN_AFTER = timedelta(days=1)


def has_days(edition: Edition) -> bool:
    """Whether there is anything to put in a calendar."""
    return edition.starts is not None or edition.applications_close is not None


def calendar_of(edition: Edition, *, language: str, now: datetime) -> bytes:
    """A calendar in ``language`` with an event for each period of one edition and one for its deadline."""
    return written(empty(edition.name, language), [edition], language, now)


def calendar_of_all(editions: Iterable[Edition], *, language: str, now: datetime) -> bytes:
    """A calendar to subscribe to, with the days of all ``editions``; programs ask for it again every day (RFC 7986)."""
    calendar = empty(_("Labour migration courses of the ITCILO"), language)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN_AFTER, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN_AFTER))
    return written(calendar, editions, language, now)


def empty(name: str, language: str) -> Calendar:
    """A calendar with a name; programs older than RFC 7986 read the second one."""
    calendar = Calendar()
    calendar.add("prodid", f"-//ITCILO//Course catalogue//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", vText(name, params={"LANGUAGE": language}))
    calendar.add("x-wr-calname", name)
    return calendar


def written(calendar: Calendar, editions: Iterable[Edition], language: str, now: datetime) -> bytes:
    """The calendar with the events of ``editions``.

    Identifiers are made of an edition's address and the number of the phase and period, so that a calendar which
    reads the file again moves its events instead of doubling them. The moment of writing is the beginning of the
    day, so that the file stays the same all day long and is sent once.
    """
    for edition in editions:
        for event in (*periods(edition, language), *deadline(edition, language)):
            event.add("dtstamp", clock.start_of_day(clock.civil_day(now)))
            event.add("url", settings.SITE_URL + edition.get_absolute_url())
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return calendar.to_ical()


def periods(edition: Edition, language: str) -> Iterator[Event]:
    """One event for each period of each phase, or one for the whole where no phase is known."""
    phases = edition.phases.all()
    if not phases and edition.starts and edition.ends:
        yield all_day(edition, "edition", edition.name, edition.starts, edition.ends, language)
    for phase in phases:
        title = f"{edition.name}: {phase.get_kind_display()}"
        for number, period in enumerate(phase.periods.all(), start=1):
            event = all_day(edition, f"phase-{phase.position}-{number}", title, period.starts, period.ends, language)
            event.add("location", vText(phase.place, params={"LANGUAGE": language}))
            yield event


def deadline(edition: Edition, language: str) -> Iterator[Event]:
    """One event for the last day of applications, where there is one."""
    if day := edition.applications_close:
        title = _("%(edition)s: last day to apply (until midnight in Turin)") % {"edition": edition.name}
        yield all_day(edition, "deadline", title, day, day, language)


def all_day(edition: Edition, key: str, title: str, starts: date, ends: date, language: str) -> Event:
    """An event of whole days, both included; the format counts the day after the last one."""
    event = Event()
    event.add("uid", f"{edition.slug}-{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("summary", vText(title, params={"LANGUAGE": language}))
    event.add("dtstart", starts)
    event.add("dtend", ends + timedelta(days=1))
    return event
