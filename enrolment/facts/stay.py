"""What a participant has told about the residential phase."""

from datetime import date

from django.db.models import (
    Max,
    Min,
)

from catalogue.models import Edition, Period, PhaseKind
from enrolment.models import (
    Place,
    Stay,
)
from enrolment.rules import stay as stay_rules
from enrolment.states import HOLDING_A_SEAT


def residential_days(edition: Edition) -> tuple[date, date] | None:
    """The first and the last day in one place; None for an edition without any."""
    periods = Period.objects.filter(phase__edition=edition, phase__kind=PhaseKind.RESIDENTIAL)
    found = periods.aggregate(first=Min("starts"), last=Max("ends"))
    return (found["first"], found["last"]) if found["first"] else None


def told_stay(place: Place) -> Stay | None:
    """What who has the place now told about the stay, or None."""
    return Stay.objects.filter(application=place.application_id).first()


def missing_of_stay(stay: Stay | None) -> tuple[str, ...]:
    """The fields that are needed and empty."""
    names = stay_rules.ALWAYS + stay_rules.FOR_A_VISA
    filled = frozenset(name for name in names if getattr(stay, name, None) not in ("", None))
    return stay_rules.missing(filled, needs_visa=stay.needs_visa if stay else None)


def stay_of(place: Place, today: date) -> stay_rules.Standing | None:
    """Where the participant stands with telling about the stay; None without a stay that is still to be prepared."""
    span = residential_days(place.edition)
    if span is None or span[1] < today or place.state not in HOLDING_A_SEAT:
        return None
    stay = told_stay(place)
    short = stay is not None and stay_rules.ends_too_soon(stay.passport_until, stay.leaves)
    due = stay_rules.due(span[0], place.edition.stay_days)
    return stay_rules.standing(due, missing_of_stay(stay), short_passport=short, today=today)
