"""The electives that the applicant would like, in order."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from catalogue.models import Elective, ThematicArea
from catalogue.selectors.electives import Choice
from enrolment.facts import choices_of
from enrolment.forms.base import StepForm


@dataclass(frozen=True)
class Wish:
    """One elective on the page: its free seats, the field for its rank, and what is held at the same time."""

    choice: Choice
    rank: Any
    clashes: list[Elective]


class ElectivesForm(StepForm):
    """As many as one likes: ``cleaned_data["electives"]`` is in the order of the ranks, dearest first.

    Ranks run over all thematic areas. Who ticks without a rank stands behind, in the order of the programme; a rank
    given to one that was not wished before is a wish, ticked or not, and taking the tick away takes the wish away.
    """

    title = _("Your electives")
    parts = (HTML("{% include 'enrolment/_choose_electives.html' %}"),)

    electives: Any = forms.ModelMultipleChoiceField(
        label=_("Electives"), queryset=Elective.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = self.instance.edition
        self.wished = {wish.elective_id: wish.rank for wish in self.instance.wishes.all()}
        field: Any = self.fields["electives"]
        field.queryset = self.edition.electives.select_related("area", "phase")
        field.initial = list(self.wished)
        self.offered = {one.pk: one for one in field.queryset}
        numbers = [(number, _("Choice %(number)s") % {"number": number}) for number in range(1, len(self.offered) + 1)]
        self.ranks = {f"rank_{pk}": self.rank_field(one, numbers) for pk, one in self.offered.items()}
        self.fields |= self.ranks

    def rank_field(self, elective: Elective, numbers: list[tuple[int, Any]]) -> forms.TypedChoiceField:
        """The select for the rank of one elective."""
        return forms.TypedChoiceField(
            label=_("Rank of “%(elective)s”") % {"elective": elective.title},
            choices=[("", _("No rank")), *numbers],
            coerce=int,
            empty_value=None,
            required=False,
            initial=self.wished.get(elective.pk, ""),
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def narrow(self, names: tuple[str, ...]) -> None:
        """The ranks belong to the electives."""
        super().narrow(names)
        if "electives" in names:
            self.fields["electives"].required = False
            self.fields |= self.ranks

    def clean(self) -> dict[str, Any]:
        """The wishes in their order. One rank for two electives is a mistake of the hand."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = {one.pk for one in cleaned.get("electives") or []}
        ranks = {pk: rank for pk in self.offered if (rank := cleaned.get(f"rank_{pk}")) is not None}
        wanted = [pk for pk in self.offered if pk in ticked or (pk in ranks and pk not in self.wished)]
        self.demand_different({pk: ranks[pk] for pk in wanted if pk in ranks})
        wanted.sort(key=lambda pk: ranks.get(pk, len(self.offered) + 1))
        if self.only and not wanted:
            self.add_error("electives", forms.Field.default_error_messages["required"])
        return cleaned | {"electives": [self.offered[pk] for pk in wanted]}

    def demand_different(self, ranks: dict[int, int]) -> None:
        """Say beside the field when an elective has the rank of an earlier one."""
        seen: dict[int, Elective] = {}
        for pk, rank in ranks.items():
            if other := seen.get(rank):
                self.add_error(f"rank_{pk}", _now("“%(elective)s” has this rank already.") % {"elective": other.title})
            seen.setdefault(rank, self.offered[pk])

    def layout(self) -> Layout:
        """The page of choices, whatever is asked."""
        return Layout(*self.parts)

    @property
    def areas(self) -> list[tuple[ThematicArea, list[Wish]]]:
        """What there is to choose from, under its thematic areas, with the seats left, the ranks and the clashes."""
        return [(group.area, [self.wish(choice) for choice in group.choices]) for group in choices_of(self.edition)]

    def wish(self, choice: Choice) -> Wish:
        """One elective with what stands beside it."""
        mine = choice.elective
        clashes = [one for one in self.offered.values() if mine.slot and one.slot == mine.slot and one.pk != mine.pk]
        return Wish(choice, self[f"rank_{mine.pk}"], clashes)

    @property
    def chosen(self) -> set[int]:
        """The keys that are ticked on the page: as just typed, or as kept."""
        return {int(key) for key in self["electives"].value() or [] if str(key).isdigit()}
