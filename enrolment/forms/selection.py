"""The page on which administrators say how an edition's participants are selected."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.models import Edition
from enrolment.models import Dimension, SelectionPlan, Target
from enrolment.rules.composition import ANY, Aim
from enrolment.words import kinds_of, word_for


class PlanForm(forms.ModelForm):
    """Reviews, the disagreement that asks for one more, and what everybody must fulfil."""

    class Meta:
        model = SelectionPlan
        fields = ("reviews_needed", "most_apart", "least_years", "least_level")


def lines() -> Iterator[tuple[str, str]]:
    """Every kind that can have a target, as the page lists them."""
    yield "size", ""
    for dimension in Dimension:
        for value in kinds_of(dimension.value):
            yield dimension.value, value
        if dimension == Dimension.COUNTRY:
            yield dimension.value, ANY
    yield "beds", ""
    yield "income", ""


class TargetsForm(forms.Form):
    """Two small numbers for each kind; left empty, there is no limit."""

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        kept = {(row.dimension, row.value): row for row in Target.objects.filter(edition=edition)}
        for dimension, value in lines():
            for end, words in (("least", _("at least")), ("most", _("at most"))):
                row = kept.get((dimension, value))
                self.fields[f"{dimension}:{value}:{end}"] = forms.IntegerField(
                    min_value=0,
                    max_value=2**31 - 1,
                    required=False,
                    initial=getattr(row, end, None),
                    widget=forms.NumberInput(attrs={"aria-label": f"{word_for(dimension, value)}, {words}"}),
                )

    def clean(self) -> dict[str, Any]:
        """Say beside the field where the upper limit lies below the lower."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for dimension, value in lines():
            least, most = (cleaned.get(f"{dimension}:{value}:{end}") for end in ("least", "most"))
            if least is not None and most is not None and most < least:
                self.add_error(f"{dimension}:{value}:most", _("“At most” lies below “at least”."))
        return cleaned

    def rows(self) -> Iterator[tuple[Any, list[tuple[Any, Any, Any]]]]:
        """Headings, each with the words of a kind and its two fields."""
        for dimension in Dimension:
            found = [
                (capfirst(word_for(seen, value)), *self.ends(seen, value))
                for seen, value in lines()
                if seen == dimension
            ]
            yield dimension.label, found

    def ends(self, dimension: str, value: str) -> tuple[Any, Any]:
        """The two fields of one kind."""
        return self[f"{dimension}:{value}:least"], self[f"{dimension}:{value}:most"]

    def aims(self) -> list[Aim]:
        """What was typed."""
        typed = self.cleaned_data
        return [
            Aim(dimension, value, typed[f"{dimension}:{value}:least"], typed[f"{dimension}:{value}:most"])
            for dimension, value in lines()
        ]
