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

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the fields out; the template writes the form element, the token and the buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if self.parts:
            helper.layout = Layout(*self.parts)
        return helper
