"""A reason that may be left out, for withdrawing and cancelling."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """``why`` in the person's own words; ``seen`` is the fingerprint of the sum that the page showed, if any."""

    why = forms.CharField(
        label=_("Reason (optional)"),
        help_text=_("It helps us to plan; you need not give one."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def helper(self) -> FormHelper:
        """The template writes the form element, the token and the buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
