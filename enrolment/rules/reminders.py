"""When somebody is reminded of something that is due on a day."""

from collections.abc import Sequence
from datetime import date, timedelta


def falls_due(due: date, days_before: Sequence[int], *, since: date, today: date) -> int | None:
    """Which of the reminders ``days_before`` the day ``due`` should be out on ``today``; None when none should.

    Days are Europe/Rome calendar days. ``since`` is the day on which the person came to know of it: a reminder whose
    day had come by then is left out. A reminder that nobody could send on its day is sent later, until the next one
    takes its place; after ``due`` there is none.

    Applications close on 23 May, reminders 7 and 2 days before: on 15 May none, from 16 May the first, from 21 May
    the second. For a draft that was begun on 17 May there is only the second.
    """
    if today > due:
        return None
    begun = [days for days in days_before if since < due - timedelta(days=days) <= today]
    return min(begun, default=None)
