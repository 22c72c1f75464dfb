"""What all steps of the form share."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from enrolment.models import Application


class StepForm(forms.ModelForm):
    """One step. No field is required: a draft is kept however little is filled in, and what lacks is listed.

    ``title`` heads the page; ``introduction`` says in a sentence why we ask.
    """

    title: Any = ""
    introduction: Any = ""
    parts: tuple[Any, ...] = ()
    only: tuple[str, ...] = ()

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def narrow(self, names: tuple[str, ...]) -> None:
        """Leave only these fields, and let none of them be left empty."""
        self.only = names
        for name in [name for name in self.fields if name not in names]:
            del self.fields[name]
        for field in self.fields.values():
            field.required = True

    def only_values(self) -> dict[str, Any]:
        """What was typed into the fields that are left."""
        return {name: self.cleaned_data[name] for name in self.only}

    def layout(self) -> Layout | None:
        """What crispy lays out; None for the fields in their own order."""
        return Layout(*(self.only or self.parts)) if self.only or self.parts else None

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the fields out; the template writes the form element, the token and the buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if layout := self.layout():
            helper.layout = layout
        return helper
