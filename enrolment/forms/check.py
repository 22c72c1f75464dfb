"""The last step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.forms.base import StepForm


class CheckForm(StepForm):
    """The applicant stands by what is written."""

    title = _("Check and send")

    declaration = forms.BooleanField(
        label=_("What I have written is true, and I may use the documents that I have added."),
        error_messages={"required": _("Please tick the box before you send the application.")},
    )
