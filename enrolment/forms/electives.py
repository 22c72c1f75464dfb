"""The electives that the applicant would like."""

from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.models import Elective
from catalogue.selectors.electives import AreaOfChoices
from enrolment.facts import choices_of
from enrolment.forms.base import StepForm


class ElectivesForm(StepForm):
    """At most as many as there are to choose; ``cleaned_data["electives"]`` is in the order of the programme."""

    title = _("Your electives")
    parts = (HTML("{% include 'enrolment/_choose_electives.html' %}"),)

    electives: Any = forms.ModelMultipleChoiceField(
        label=_("Electives"), queryset=Elective.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = self.instance.edition
        field: Any = self.fields["electives"]
        field.queryset = self.edition.electives.select_related("area", "phase")
        field.initial = [wish.elective_id for wish in self.instance.wishes.all()]

    def clean_electives(self) -> list[Elective]:
        """The chosen ones. More than the edition has to choose is a mistake of the hand."""
        chosen = list(self.cleaned_data["electives"])
        most = self.edition.electives_to_choose
        if len(chosen) > most:
            raise forms.ValidationError(
                ngettext(
                    "Choose %(most)s elective; you have chosen %(chosen)s.",
                    "Choose %(most)s electives; you have chosen %(chosen)s.",
                    most,
                )
                % {"most": most, "chosen": len(chosen)}
            )
        return chosen

    def layout(self) -> Layout:
        """The page of choices, whatever is asked."""
        return Layout(*self.parts)

    @property
    def areas(self) -> list[AreaOfChoices]:
        """What there is to choose from, under its thematic areas, with the seats left."""
        return choices_of(self.edition)

    @property
    def chosen(self) -> set[int]:
        """The keys that are ticked on the page: as just typed, or as kept."""
        return {int(key) for key in self["electives"].value() or [] if str(key).isdigit()}
