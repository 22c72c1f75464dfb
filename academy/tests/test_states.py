"""The checker of transition tables, the tables themselves, and the page that is generated from them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from academy.errors import Refused
from academy.management.commands.states import PAGE
from academy.statebook import book, tables
from academy.states import State, Table, move, table

LAMP = table(
    "lamp",
    [State("off", "off", "Off"), State("on", "on", "On"), State("broken", "broken", "Broken")],
    [("light", "off", "on"), ("dim", "on", "off"), ("break", "off on", "broken")],
)
NOW = SimpleNamespace()


class Lamp:
    """Something with states that remembers what was written."""

    TABLE = LAMP

    def __init__(self, state: str) -> None:
        self.state = state
        self.saved: list[list[str]] = []
        self.steps: list[dict[str, Any]] = []
        self.changes = SimpleNamespace(create=lambda **row: self.steps.append(row))

    def save(self, update_fields: list[str]) -> None:
        self.saved.append(update_fields)


@given(st.sampled_from(sorted(LAMP.states)), st.sampled_from(sorted(LAMP.transitions)))
def test_a_thing_moves_exactly_where_its_table_allows(state: str, verb: str) -> None:
    lamp, way = Lamp(state), LAMP.transitions[verb]
    if state in way.sources:
        move(lamp, verb, by="somebody", now=NOW, why="because")  # type: ignore[arg-type]
        assert (lamp.state, lamp.saved) == (way.target, [["state"]])
        step = {"verb": verb, "source": state, "target": way.target, "by": "somebody", "at": NOW, "why": "because"}
        assert lamp.steps == [step]
    else:
        with pytest.raises(Refused):
            move(lamp, verb, by="somebody", now=NOW)  # type: ignore[arg-type]
        assert (lamp.state, lamp.saved, lamp.steps) == (state, [], [])


@given(st.lists(st.sampled_from(sorted(LAMP.transitions))))
def test_whatever_is_tried_the_steps_tell_the_whole_way(verbs: list[str]) -> None:
    lamp = Lamp("off")
    for verb in verbs:
        if LAMP.allows(verb, lamp.state):
            move(lamp, verb, by=None, now=NOW)  # type: ignore[arg-type]
    way = ["off", *(step["target"] for step in lamp.steps)]
    assert way[:-1] == [step["source"] for step in lamp.steps]
    assert way[-1] == lamp.state


def test_a_refusal_says_where_the_thing_stands_in_the_words_of_the_person() -> None:
    with pytest.raises(Refused, match="it is now “Broken”"):
        move(Lamp("broken"), "light", by=None, now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [("light", "off", "glowing"), ("light", "off dark", "on")])
def test_a_table_with_an_unknown_state_is_no_table(row: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="unknown states"):
        table("lamp", list(LAMP.states.values()), [row])


@pytest.mark.parametrize("of", tables(), ids=lambda of: of.thing)
def test_every_state_can_be_reached_and_has_both_words(of: Table) -> None:
    reached = [next(iter(of.states))]
    for state in reached:
        targets = [row.target for row in of.transitions.values() if state in row.sources]
        reached += [target for target in dict.fromkeys(targets) if target not in reached]
    assert set(reached) == set(of.states)
    assert all(str(state.for_staff) and str(state.for_applicant) for state in of.states.values())


def test_everything_that_has_states_has_a_table() -> None:
    assert {of.thing for of in tables()} >= {"application", "certificate", "place", "reserve list"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_about_states_is_what_the_tables_say(language: str) -> None:
    with translation.override(language):
        assert PAGE.read_text(encoding="utf-8") == book(tables()), "run manage.py states"
