"""How long an offer stands, and when the person is reminded of it."""

from datetime import date, timedelta

REMINDED_DAYS_BEFORE = 2


def last_day(made_on: date, answer_days: int, starts: date | None) -> date:
    """The last day on which the offer can be taken up; it ends at midnight in Turin.

    Made on 1 March with seven days to answer: until 8 March; for an edition that starts on 6 March, until the 5th.
    An offer made on the day before the start, or later, is to be answered on the same day.
    """
    last = made_on + timedelta(days=answer_days)
    if starts is not None:
        last = min(last, starts - timedelta(days=1))
    return max(last, made_on)


def reminder_day(made_on: date, last: date) -> date | None:
    """Two days before the last one; None when that is not after the day of the offer, which says it already.

    Made on 1 March and open until the 8th: a reminder on the 6th. Made on the 1st and open until the 3rd: none.
    """
    day = last - timedelta(days=REMINDED_DAYS_BEFORE)
    return day if day > made_on else None
