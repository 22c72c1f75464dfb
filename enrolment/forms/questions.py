"""Asking an applicant for one thing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment import facts
from enrolment.forms.ledger import DayInput
from enrolment.models import Application
from enrolment.models.question import Thing


class QuestionForm(forms.Form):
    """What, why in the words that the letter carries, and until when; ``seen`` is the state on the screen."""

    thing = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What the applicant is told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The letter and the applicant’s page say it in these words."),
    )
    until = forms.DateField(label=_("Answer by"), widget=DayInput(), help_text=_("Until the end of this day in Turin."))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, application: Application, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        thing: Any = self.fields["thing"]
        thing.choices = [(name, Thing(name).label) for name in facts.may_be_asked(application)]
