"""A participant's sessions in the format of calendars (RFC 5545)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event, vDuration, vText

from academy import clock, wording
from catalogue.calendar import all_day, empty
from catalogue.models import Session
from enrolment import facts
from enrolment.models import Place

ASK_AGAIN_AFTER = timedelta(hours=6)


def calendar_of(place: Place, *, language: str, now: datetime) -> bytes:
    """A calendar to subscribe to, in ``language``: the participant's sessions and last days, in Turin's time zone.

    Programs show them in the time of whoever looks. Identifiers stay, so that a session which moves is not doubled.
    """
    calendar = empty(place.edition.name, language)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN_AFTER, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN_AFTER))
    for session in facts.sessions_of(place):
        calendar.add_component(event_of(session, place, language, now))
    for event in deadlines_of(place, language, now):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event_of(session: Session, place: Place, language: str, now: datetime) -> Event:
    """One session; where it is held online, its address is where one joins."""
    event = Event()
    event.add("uid", f"session-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", clock.start_of_day(clock.civil_day(now)))
    event.add("summary", vText(session.title, params={"LANGUAGE": language}))
    event.add("dtstart", session.starts_at.astimezone(clock.ROME))
    event.add("dtend", session.ends_at.astimezone(clock.ROME))
    event.add("description", vText("\n".join(told(session)), params={"LANGUAGE": language}))
    event.add("url", settings.SITE_URL + place.get_absolute_url())
    if where := session.place or session.online_address:
        event.add("location", where)
    return event


def deadlines_of(place: Place, language: str, now: datetime) -> Iterator[Event]:
    """The last days on which the final assignment and the team's work can be handed in, as whole days."""
    today, edition = clock.civil_day(now), place.edition
    work, team = facts.work_of(place, today), facts.team_work_of(place, today)
    pages = [("assignment", _("Final assignment"), work), ("team", _("Group work"), team)]
    for key, name, found in pages:
        if found and found.open:
            title = _("%(work)s: last day to hand it in") % {"work": name}
            event = all_day(edition, f"{key}-{place.pk}", title, found.due, found.due, language)
            event.add("dtstamp", clock.start_of_day(today))
            event.add("url", settings.SITE_URL + reverse(f"enrolment:{key}", args=[place.pk]))
            yield event


def told(session: Session) -> list[str]:
    """What an entry of the calendar says: the kind, the language, the time in Turin, and where to join."""
    spoken = wording.language_name(session.language)
    lines = [
        str(session.get_kind_display()),
        f"{spoken}, {_('with interpretation')}" if session.interpreted else spoken,
    ]
    lines.append(_("%(moment)s in Turin") % {"moment": wording.moment(session.starts_at)})
    if session.online_address:
        lines.append(_("Join online") + _(": ") + session.online_address)
    return lines
