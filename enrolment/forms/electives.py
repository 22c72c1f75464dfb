"""The electives that the applicant would like, ranked in each thematic area."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from catalogue.models import Elective, ThematicArea
from catalogue.selectors.electives import Choice
from enrolment import facts
from enrolment.forms.base import StepForm
from enrolment.words import choice_words


@dataclass(frozen=True)
class Wish:
    """One elective on the page: its free seats, the field for its rank and its select, and what speaks against it.

    ``clashes`` are held at the same time; ``foreign`` says that the applicant did not name its language.
    """

    choice: Choice
    rank: Any
    select: str
    clashes: list[Elective]
    foreign: bool


class ElectivesForm(StepForm):
    """A rank for each elective that one would like, from 1 in each thematic area; as many as one likes.

    ``cleaned_data["electives"]`` holds them, those of one area dearest first. A rank that is left out is closed up.
    """

    title = _("Your electives")
    parts = (HTML("{% include 'enrolment/_choose_electives.html' %}"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = self.instance.edition
        self.offered = {one.pk: one for one in self.edition.electives.select_related("area", "phase")}
        wished = {wish.elective_id: wish.rank for wish in self.instance.wishes.all()}
        many = Counter(one.area_id for one in self.offered.values())
        for pk, one in self.offered.items():
            self.fields[f"rank_{pk}"] = rank_field(one, many[one.area_id], wished.get(pk, ""))

    def narrow(self, names: tuple[str, ...]) -> None:
        """All the form is about electives."""
        self.only = names

    def clean(self) -> dict[str, Any]:
        """The wishes, dearest first. One rank for two electives of an area is a mistake of the hand."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ranks = {pk: rank for pk in self.offered if (rank := cleaned.get(f"rank_{pk}"))}
        self.demand_different(ranks)
        if self.only and not ranks:
            raise forms.ValidationError(_("Please give a rank to each elective that you would like."))
        return cleaned | {"electives": [self.offered[pk] for pk in sorted(ranks, key=ranks.__getitem__)]}

    def demand_different(self, ranks: dict[int, int]) -> None:
        """Say beside the field when an elective has the rank of an earlier one in its area."""
        seen: dict[tuple[int, int], Elective] = {}
        for pk, rank in ranks.items():
            mine = self.offered[pk]
            if other := seen.get((mine.area_id, rank)):
                self.add_error(f"rank_{pk}", _now("“%(elective)s” has this rank already.") % {"elective": other.title})
            seen.setdefault((mine.area_id, rank), mine)

    def layout(self) -> Layout:
        """The page of choices, whatever is asked."""
        return Layout(*self.parts)

    @property
    def areas(self) -> list[tuple[ThematicArea, list[Wish]]]:
        """What there is to choose from, under its thematic areas, with the seats left, the ranks and the clashes."""
        groups = facts.choices_of(self.edition)
        return [(group.area, [self.wish(choice) for choice in group.choices]) for group in groups]

    def wish(self, choice: Choice) -> Wish:
        """One elective with what stands beside it."""
        mine = choice.elective
        clashes = [one for one in self.offered.values() if mine.slot and one.slot == mine.slot and one.pk != mine.pk]
        rank: Any = self[f"rank_{mine.pk}"]
        described = f"about-elective-{mine.pk} {rank.aria_describedby}".strip()
        select = rank.as_widget(attrs={"aria-describedby": described})
        return Wish(choice, rank, select, clashes, not facts.understands(self.instance, mine))


def rank_field(elective: Elective, many: int, rank: Any) -> forms.TypedChoiceField:
    """The select for the rank of one elective among the ``many`` of its area."""
    return forms.TypedChoiceField(
        label=_("Rank of “%(elective)s”") % {"elective": elective.title},
        choices=[("", _("Not chosen")), *((number, choice_words(number)) for number in range(1, many + 1))],
        coerce=int,
        empty_value=None,
        required=False,
        initial=rank,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
