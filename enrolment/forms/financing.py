"""Who pays, and the letter that says so."""

from typing import ClassVar

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from academy.documents.check import Cleaned, cleaned
from academy.errors import Refused
from enrolment.forms.base import StepForm
from enrolment.models import Application, Financing


class FinancingForm(StepForm):
    """Oneself or a sponsor; ``cleaned_data["letter"]`` is a cleaned letter, or None when none was chosen now."""

    title = _("Who pays")
    introduction = _(
        "The course price is paid by you or by an organization that sponsors you. A sponsor confirms it in a letter."
    )
    parts = (
        Field("financing"),
        Fieldset(
            _("When a sponsor pays"),
            "sponsor_name",
            "sponsor_contact",
            "sponsor_email",
            HTML("{% include 'enrolment/_kept_letter.html' %}"),
            "letter",
        ),
    )

    financing = forms.ChoiceField(
        label=_("Who pays for your participation?"),
        choices=Financing.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    letter = forms.FileField(
        label=_("Sponsorship letter"),
        help_text=_(
            "PDF, JPEG or PNG, at most 10 MB: a signed letter that says that the sponsor pays the whole course price."
        ),
        required=False,
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )

    class Meta:
        model = Application
        fields = ("financing", "sponsor_name", "sponsor_contact", "sponsor_email")
        widgets: ClassVar = {"sponsor_email": forms.EmailInput(attrs={"autocomplete": "off"})}

    def clean_letter(self) -> Cleaned | None:
        """The letter, decided by its content; what is wrong with it is said beside the field."""
        upload: UploadedFile | None = self.cleaned_data["letter"]
        if upload is None:
            return None
        try:
            return cleaned(upload, upload.name or "")
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
