"""What is done of what a place asks."""

from collections.abc import Iterable

from enrolment.facts.terms import terms_of
from enrolment.models import (
    Evidence,
    Place,
)
from enrolment.rules.completion import Completion, completion


def completion_of(place: Place) -> Completion:
    """What the participant has done of what the place's terms ask; reads ``place.evidence``."""
    return completion(terms_of(place).requirements, newest(place.evidence.all()))


def newest(rows: Iterable[Evidence]) -> dict[str, int]:
    """The amount of each kind, from rows in the order in which they were recorded."""
    return {row.kind: row.amount for row in rows}
