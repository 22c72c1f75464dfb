"""One decision on several applications, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Criterion
from enrolment.forms.decide import MOST_WORDS, ChosenField
from enrolment.operations.batch import Decision

VERBS = [("accept", _("Accept")), ("reserve", _("Put on the reserve list")), ("decline", _("Decline"))]


class BatchForm(forms.Form):
    """The decision, the published criteria that were not met, and words of one's own."""

    verb = forms.ChoiceField(label=_("Decision"), choices=VERBS, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(
        label=_("Criteria that are not met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each letter names them in the applicant’s language."),
    )
    words = forms.CharField(
        label=_("Reason in other words"),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("When you decline, the letters say it as it stands here. Otherwise only staff read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    chosen = ChosenField()

    def __init__(self, criteria: Iterable[Criterion], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["criteria"].choices = [(row.key, row.title) for row in criteria]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decline says why; the operation would refuse each one for want of it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("verb") == "decline" and not (cleaned.get("criteria") or cleaned.get("words")):
            self.add_error("words", _("Give the reason: the letters to the applicants say it."))
        return cleaned

    def decision(self) -> Decision:
        """What was decided."""
        return Decision(*(self.cleaned_data[name] for name in ("verb", "criteria", "words")))
