"""The only reader of the wall clock, and the Centre's civil calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

ROME = ZoneInfo("Europe/Rome")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def civil_day(moment: datetime) -> date:
    """The calendar day in Turin at an aware moment: 23:30 UTC on 1 July is already 2 July."""
    return moment.astimezone(ROME).date()


def today() -> date:
    """The calendar day in Turin now."""
    return civil_day(now())


def end_of_day(day: date) -> datetime:
    """The first moment after ``day`` in Turin: what is due on a day may be done strictly before it."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ROME)


def start_of_day(day: date) -> datetime:
    """The first moment of ``day`` in Turin."""
    return datetime.combine(day, time.min, tzinfo=ROME)


def days_until(day: date, moment: datetime) -> int:
    """Calendar days in Turin from ``moment`` to ``day``; negative once the day is past."""
    return (day - civil_day(moment)).days


def days_later(moment: datetime, by: timedelta) -> datetime:
    """The same time of day in Turin after whole days, though clocks may be changed in between."""
    return (moment.astimezone(ROME) + by).astimezone(UTC)
