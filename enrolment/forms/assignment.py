"""Final assignments: what a participant writes, what a marker gives, and more time."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import MarkingCriterion, Takes
from enrolment.forms.ledger import DayInput, OfPlace
from enrolment.rules.review import LEAST, MOST

MOST_SIGNS = 60_000
ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class AssignmentForm(forms.Form):
    """A text, a file, or either, as the edition takes it."""

    text = forms.CharField(
        label=_("Your text"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 18, "class": "form-control"}),
    )
    upload = forms.FileField(
        label=_("Your file"),
        required=False,
        help_text=_(
            "PDF, JPEG or PNG, at most 10 MB. Please leave your name out: the markers do not know whose it is."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "form-control"}),
    )

    def __init__(self, takes: str, data: Any = None, files: Any = None, **initial: Any) -> None:
        super().__init__(data, files, initial=initial)
        if takes != Takes.EITHER:
            del self.fields["upload" if takes == Takes.TEXT else "text"]

    def values(self) -> dict[str, Any]:
        """What was typed and chosen."""
        return {"text": self.cleaned_data.get("text", ""), "upload": self.cleaned_data.get("upload")}


class MarkForm(forms.Form):
    """A score for each criterion, and words for the participant."""

    feedback = forms.CharField(
        label=_("Feedback for the participant"),
        help_text=_("They read it with the result, without your name."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, criteria: Iterable[MarkingCriterion], data: Any = None) -> None:
        super().__init__(data, prefix="mark")
        self.keys = [criterion.key for criterion in criteria]
        for criterion in criteria:
            self.fields[criterion.key] = forms.TypedChoiceField(
                label=criterion.title,
                choices=[(score, score) for score in range(LEAST, MOST + 1)],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.order_fields([*self.keys, "feedback"])

    def scores(self) -> dict[str, int]:
        """What was chosen, by the key of the criterion."""
        return {key: self.cleaned_data[key] for key in self.keys}


class AgreeForm(forms.Form):
    """The mark to which one would agree, and why."""

    total = forms.DecimalField(
        label=_("Mark of 100"), min_value=Decimal(0), max_value=Decimal(100), max_digits=5, decimal_places=2
    )
    why = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="agree")


class ExtensionForm(OfPlace):
    """Until when, and why."""

    until = forms.DateField(label=_("New last day"), widget=DayInput())
    why = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Only the Centre reads it."))
