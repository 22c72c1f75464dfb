"""The transition tables in words: one Mermaid diagram and one table for each thing that has states."""

from collections.abc import Iterable

from django.apps import apps
from django.utils import translation
from django.utils.text import capfirst

from academy.states import Table

PREFACE = """# States

What may become of each thing, generated from the transition tables by `manage.py states`. Do not edit.
"""


def tables() -> list[Table]:
    """The table of every model that has one, in the order of their things."""
    found = [getattr(model, "TABLE", None) for model in apps.get_models()]
    return sorted((table for table in found if isinstance(table, Table)), key=lambda table: table.thing)


def book(of: Iterable[Table]) -> str:
    """The whole page, in English, whatever language is active."""
    with translation.override("en"):
        return "\n".join([PREFACE, *(chapter(table) for table in of)])


def chapter(table: Table) -> str:
    """One thing: its diagram, the two words for each state, and who may go where."""
    states = [
        f"| `{s.name}` | {s.for_staff} | {s.for_applicant} | {ways(table, s.name)} |" for s in table.states.values()
    ]
    head = ["| state | staff read | the person reads | what may follow |", "| --- | --- | --- | --- |"]
    return "\n".join([f"## {capfirst(table.thing)}\n", *diagram(table), "", *head, *states, ""])


def ways(table: Table, state: str) -> str:
    """“accept → accepted, decline → declined”, or “nothing” at an end."""
    rows = [row for row in table.transitions.values() if state in row.sources]
    return ", ".join(f"{row.verb} → `{row.target}`" for row in rows) or "nothing"


def diagram(table: Table) -> list[str]:
    """A Mermaid state diagram; the first state of the table is where a thing begins."""
    first = next(iter(table.states))
    arrows = [
        f"    {source} --> {row.target}: {row.verb}"
        for row in table.transitions.values()
        for source in table.states
        if source in row.sources
    ]
    return ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, "```"]
