"""Whether a place may be handed to a substitute or moved to another edition instead of being cancelled.

Source: the Centre's policy for open courses. Until the notice date (14 calendar days before the first day, unless
the terms of the place say otherwise) the participant or the sponsor may name somebody else or choose another course,
and no penalty is due. The day of the written notice counts, in Turin.
"""

from dataclasses import dataclass
from datetime import date

from catalogue.rules.cancellation import Policy, last_day_for_alternatives


@dataclass(frozen=True)
class Alternatives:
    """Until which day it may be done, None without a first day; and whether it still may."""

    until: date | None
    allowed: bool


def alternatives(policy: Policy, start: date | None, notice: date) -> Alternatives:
    """A start on 30 June with 14 days' notice: allowed on 16 June, no longer on 17 June.

    Without a first day there is no notice to keep.
    """
    if start is None:
        return Alternatives(None, allowed=True)
    until = last_day_for_alternatives(policy, start)
    return Alternatives(until, allowed=notice <= until)
