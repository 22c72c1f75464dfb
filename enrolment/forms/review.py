"""A review: one score for each criterion, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Criterion
from enrolment.rules.review import LEAST, MOST

MOST_WORDS = 2000


class ReviewForm(forms.Form):
    """The criteria come first, in the words that applicants read."""

    comment = forms.CharField(
        label=_("Comment for colleagues"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, criteria: Iterable[Criterion], data: Any = None) -> None:
        super().__init__(data, prefix="review")
        self.keys = [criterion.key for criterion in criteria]
        for criterion in criteria:
            self.fields[criterion.key] = forms.TypedChoiceField(
                label=criterion.title,
                choices=[(score, score) for score in range(LEAST, MOST + 1)],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.order_fields([*self.keys, "comment"])

    def scores(self) -> dict[str, int]:
        """What was chosen, by the key of the criterion."""
        return {key: self.cleaned_data[key] for key in self.keys}


class ConflictForm(forms.Form):
    """The interest, in a few words."""

    why = forms.CharField(label=_("What is the interest?"), max_length=MOST_WORDS)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="conflict")
