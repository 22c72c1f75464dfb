"""What staff say when they call an edition off or postpone it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import wording
from enrolment.forms.ledger import DayInput
from enrolment.models import ChangeOfPlan, PlanKind
from enrolment.operations import plans
from enrolment.operations.concerned import Concerned


class PlanForm(forms.Form):
    """The reason, once in every language in which somebody will read it; in English where nobody is concerned."""

    def __init__(self, edition: Any, people: list[Concerned], data: Any = None) -> None:
        super().__init__(data)
        self.edition = edition
        read = {one.person.language for one in people}
        self.languages = [code for code, _name in settings.LANGUAGES if code in read] or [settings.LANGUAGE_CODE]
        for code in self.languages:
            label = _("Reason, for those who read %(language)s") % {"language": wording.language_name(code)}
            self.fields[f"reason_{code}"] = forms.CharField(
                label=label, widget=forms.Textarea({"rows": 3, "lang": code}), max_length=2000
            )

    def reasons(self) -> dict[str, str]:
        """The reason by language."""
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}

    def plan(self) -> ChangeOfPlan:
        """The decision, not yet kept."""
        return plans.called_off(self.edition, self.reasons())


class PostponeForm(PlanForm):
    """The new first day as well, and how long one may think about it."""

    starts = forms.DateField(
        label=gettext_lazy("New first day"),
        widget=DayInput(),
        help_text=gettext_lazy("All periods, the last day and the deadline for applications move by as many days."),
    )
    leave_until = forms.DateField(
        label=gettext_lazy("Participants can leave without penalty until"),
        widget=DayInput(),
        help_text=gettext_lazy("From then on the policy that was agreed holds, counted to the new first day."),
    )

    def plan(self) -> ChangeOfPlan:
        """The decision, not yet kept."""
        days = {name: self.cleaned_data[name] for name in ("starts", "leave_until")}
        return plans.postponed(self.edition, self.reasons(), **days)


FORMS: dict[str, type[PlanForm]] = {PlanKind.CALLED_OFF: PlanForm, PlanKind.POSTPONED: PostponeForm}
