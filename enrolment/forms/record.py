"""What participants have completed: one form for a place, and one for a whole edition."""

from collections.abc import Iterable
from typing import Any

from django import forms

from catalogue.models import RequirementKind
from enrolment import facts
from enrolment.forms.ledger import OfPlace
from enrolment.models import Place
from enrolment.rules.completion import Completion

MOST = 99


def amount_field(label: str, done: int) -> forms.IntegerField:
    """A small number; the page carries along what it showed, so that only what somebody changed is recorded."""
    widget = forms.NumberInput(attrs={"aria-label": label, "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, initial=done, show_hidden_initial=True, widget=widget
    )


class EvidenceForm(OfPlace):
    """One number for each requirement of the place."""

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        for line in facts.completion_of(place).lines:
            label = f"{RequirementKind(line.kind).label} ({line.needed})"
            self.fields[line.kind] = amount_field(label, line.done)

    def values(self) -> dict[str, Any]:
        """Kinds and numbers that were changed on the page."""
        return {kind: self.cleaned_data[kind] for kind in self.changed_data}


class GridForm(forms.Form):
    """Every number of an edition: rows are places, columns the requirements that any of them has."""

    def __init__(self, places: Iterable[Place], data: Any = None) -> None:
        super().__init__(data)
        self.places = {place.pk: place for place in places}
        self.done = {key: facts.completion_of(place) for key, place in self.places.items()}
        for key, completion in self.done.items():
            for line in completion.lines:
                label = f"{self.places[key].application.full_name}, {RequirementKind(line.kind).label}"
                self.fields[f"{key}-{line.kind}"] = amount_field(label, line.done)

    def columns(self) -> dict[str, str]:
        """Kinds in the order of the terms, with their labels."""
        kinds = dict.fromkeys(line.kind for completion in self.done.values() for line in completion.lines)
        return {kind: str(RequirementKind(kind).label) for kind in kinds}

    def rows(self) -> list[tuple[Place, Completion, list[tuple[forms.BoundField, int, bool] | None]]]:
        """Each place with its cells: the field, how many are needed, and whether that is met; None without one."""
        kinds = self.columns()
        return [(row, self.done[key], [self.cell(key, kind) for kind in kinds]) for key, row in self.places.items()]

    def cell(self, key: int, kind: str) -> tuple[forms.BoundField, int, bool] | None:
        """One cell of the grid."""
        for line in self.done[key].lines:
            if line.kind == kind:
                return self[f"{key}-{kind}"], line.needed, line.met
        return None

    def cells(self) -> list[tuple[Place, str, int]]:
        """What was changed on the page."""
        changed = [(name, *name.split("-", 1)) for name in self.changed_data]
        return [(self.places[int(key)], kind, self.cleaned_data[name]) for name, key, kind in changed]
