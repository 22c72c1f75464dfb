"""A group that was nominated together is accepted together or not at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One candidate of a group: the key of the application, None while there is none, and whether it was accepted."""

    name: str
    application: int | None
    accepted: bool


def left_behind(members: Sequence[Member], accepting: Collection[int]) -> tuple[Member, ...]:
    """Those of the group who would not be accepted when the applications ``accepting`` are.

    Of Ana (accepted), Ben and Chi, accepting Ben alone leaves Chi behind; accepting Ben and Chi leaves nobody. Who has
    not sent an application, or was declined, is left behind by whatever is accepted.
    """
    return tuple(one for one in members if not one.accepted and one.application not in accepting)
