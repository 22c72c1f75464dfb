"""Transition tables and the one checker that moves things through them.

A table is data: every state with the word staff see and the word the person concerned sees, and every
transition with the states it leads from and to. ``docs/states.md`` is generated from the tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from academy.errors import Refused


@dataclass(frozen=True)
class State:
    """One state: its stored ``name``, and two translatable labels."""

    name: str
    for_staff: Any
    for_applicant: Any


@dataclass(frozen=True)
class Transition:
    """One allowed change: a verb, the states it may start from, the state it ends in."""

    verb: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True)
class Table:
    """The states of one kind of thing and all the ways between them."""

    thing: str
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """What a model's ``state`` field takes as ``choices``: the words of staff."""
        return [(state.name, state.for_staff) for state in self.states.values()]

    def allows(self, verb: str, source: str) -> bool:
        """Whether ``verb`` is legal from ``source``; a button is shown only when it is."""
        return source in self.transitions[verb].sources


def table(thing: str, states: Sequence[State], transitions: Sequence[tuple[str, str, str]]) -> Table:
    """A table from rows ``(verb, "source source", target)``; an unknown state is a programming error."""
    known = {state.name: state for state in states}
    rows = {}
    for verb, sources, target in transitions:
        rows[verb] = Transition(verb, frozenset(sources.split()), target)
        unknown = ({target} | rows[verb].sources) - known.keys()
        if unknown:
            raise ValueError(f"{thing}: {verb} names unknown states {unknown}")
    return Table(thing, known, rows)


def move(thing: Any, verb: str, *, by: Any, now: datetime, why: str = "") -> None:
    """Take ``thing`` through ``verb`` of its ``TABLE`` and leave a row in its ``changes``.

    Call it inside a transaction, on a row that is locked. Raises Refused when the table does not allow it,
    and then nothing was changed. ``by`` is the user who acts, or None for the clock.
    """
    source = thing.state
    if not thing.TABLE.allows(verb, source):
        label = thing.TABLE.states[source].for_applicant
        raise Refused(_("This is no longer possible: it is now “%(state)s”.") % {"state": label})
    thing.state = thing.TABLE.transitions[verb].target
    thing.save(update_fields=["state"])
    thing.changes.create(verb=verb, source=source, target=thing.state, by=by, at=now, why=why)
