"""The life of an edition at the desk, from draft to past, and what each step still needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from catalogue.rules.readiness import Draft, Gap, Lack, gaps
from catalogue.rules.status import Dates


class Step(StrEnum):
    """In the order in which they come; an edition can be open before it is confirmed, and after."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    PAST = "past"


@dataclass(frozen=True)
class Stage:
    """A step: whether it is reached, the day on which it is (Europe/Rome; None where none is known), what it needs."""

    step: Step
    reached: bool
    day: date | None = None
    needs: Sequence[Gap] = ()


def needs(draft: Draft) -> dict[Step, list[Gap]]:
    """What must be there before people may read it, and what else before they may apply.

    An edition with a title and no price can be announced; it is the price that it needs to be opened.
    """
    to_read = [gap for gap in gaps(replace(draft, opens=False, record=False)) if gap.required]
    to_apply = [gap for gap in gaps(replace(draft, opens=True, record=False)) if gap.required and gap not in to_read]
    if not draft.opens and draft.closes:
        to_apply.append(Gap(Lack.WINDOW, required=True))
    return {Step.ANNOUNCED: to_read, Step.OPEN: to_apply}


def life(
    dates: Dates, today: date, *, published: bool, confirmed: date | None, lacking: Mapping[Step, list[Gap]]
) -> list[Stage]:
    """The steps of an edition on ``today``; what is reached needs nothing any more."""
    opens, starts, ends = dates.applications_open, dates.starts, dates.ends
    over = dates.archived or bool(ends and ends < today)
    began = over or bool(starts and starts <= today)
    found = [
        Stage(Step.DRAFT, reached=True),
        Stage(Step.ANNOUNCED, published, None, lacking.get(Step.ANNOUNCED, ())),
        Stage(Step.OPEN, published and bool(opens and opens <= today), opens, lacking.get(Step.OPEN, ())),
        Stage(Step.CONFIRMED, confirmed is not None, confirmed),
        Stage(Step.RUNNING, began, starts),
        Stage(Step.PAST, over, ends),
    ]
    return list(_settled(found))


def _settled(stages: Sequence[Stage]) -> Iterator[Stage]:
    return (replace(stage, needs=()) if stage.reached and stage.step != Step.OPEN else stage for stage in stages)
