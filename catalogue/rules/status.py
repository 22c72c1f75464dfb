"""Where an edition stands on a given day. Status is computed, so that it can never be out of date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CLOSING_SOON_DAYS = 14


class Status(StrEnum):
    """What a reader wants to know first."""

    OWN_PACE = "own-pace"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSING_SOON = "closing-soon"
    CLOSED = "closed"
    RUNNING = "running"
    PAST = "past"
    CALLED_OFF = "called-off"


@dataclass(frozen=True)
class Dates:
    """The days that decide: Europe/Rome calendar days, both ends of each span included."""

    starts: date | None
    ends: date | None
    applications_open: date | None
    applications_close: date | None
    own_pace: bool = False
    archived: bool = False
    cancelled: bool = False


def status(dates: Dates, today: date) -> Status:
    """The status on ``today``.

    An edition that closes for applications on 23 May is open all that day in Turin, "closing soon" from 9 May.
    Undated editions kept as a record are past; self-guided ones have no end.
    """
    if dates.cancelled:
        return Status.CALLED_OFF
    if dates.archived or (dates.ends and dates.ends < today):
        return Status.PAST
    if dates.own_pace:
        return Status.OWN_PACE
    if dates.starts and dates.starts <= today:
        return Status.RUNNING
    return _before_the_start(dates, today)


def _before_the_start(dates: Dates, today: date) -> Status:
    if dates.applications_open is None or dates.applications_close is None or today < dates.applications_open:
        return Status.ANNOUNCED
    if today > dates.applications_close:
        return Status.CLOSED
    left = (dates.applications_close - today).days
    return Status.CLOSING_SOON if left <= CLOSING_SOON_DAYS else Status.OPEN


def takes_applications(dates: Dates, today: date) -> bool:
    """Whether one may apply on ``today``."""
    return status(dates, today) in (Status.OPEN, Status.CLOSING_SOON)
