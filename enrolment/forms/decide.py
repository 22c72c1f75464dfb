"""A decision on one application, and the field that names several."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enrolment.operations.decide import DECISIONS

MOST_WORDS = 2000


class VerbForm(forms.Form):
    """The decision and its reason."""

    why = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("When you decline, the letter to the applicant says it. Otherwise only staff read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in DECISIONS], widget=forms.HiddenInput)


class DecisionForm(VerbForm):
    """On one application; ``seen`` is the state that the reviewer has on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def again(self, state: str) -> None:
        """Show the form once more, on an application that is now in ``state``, with the words that were typed."""
        self.data = {**self.data.dict(), "seen": state} if isinstance(self.data, QueryDict) else self.data


class ChosenField(forms.Field):
    """Applications with the states that were seen, as ``12:submitted``; cleaned to ``{12: "submitted"}``."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[int, str]:
        """Raises ValidationError for anything else than a list of such pairs."""
        pairs = [str(item).partition(":") for item in value or []]
        if not all(key.isdecimal() and state for key, _colon, state in pairs):
            raise forms.ValidationError(_("Choose the applications from the list again."))
        return {int(key): state for key, _colon, state in pairs}
