"""Editions that too few people take part in, told in time to do something about it."""

from datetime import date, timedelta

WATCHED_DAYS = 21


def still_needed(minimum: int | None, taken: int, *, closes: date | None, starts: date | None, today: date) -> int:
    """How many participants are missing on ``today``; 0 where enough have a place, or it is too early to worry.

    An edition is looked at from three weeks before its deadline, or its first day where it has no deadline, until the
    day before it begins. With twelve needed, nine places taken and a deadline on 30 May, three are missing from
    9 May; on 8 May none is said to be.
    """
    last = closes or starts
    if minimum is None or last is None or today < last - timedelta(days=WATCHED_DAYS):
        return 0
    if starts is not None and today >= starts:
        return 0
    return max(minimum - taken, 0)
