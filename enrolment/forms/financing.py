"""Who pays, and the letter that says so."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from academy.documents.check import Cleaned, cleaned
from academy.errors import Refused
from enrolment.forms.base import StepForm
from enrolment.forms.rates import RateField
from enrolment.models import Application, Financing
from enrolment.operations.sponsors import demand_another

ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class FinancingForm(StepForm):
    """Oneself or a sponsor; ``cleaned_data["letter"]`` is a cleaned letter, or None when none was chosen now."""

    title = _("Who pays")
    introduction = _(
        "The course price is paid by you or by an organization that sponsors you. A sponsor confirms it in a letter."
    )
    parts: tuple[Any, ...] = (
        Field("rate"),
        Field("financing"),
        Fieldset(
            _("When a sponsor pays"),
            "sponsor_name",
            "sponsor_contact",
            "sponsor_email",
            "sponsor_language",
            HTML("{% include 'enrolment/_kept_letter.html' %}"),
            "letter",
        ),
    )

    rate = RateField()
    financing = forms.ChoiceField(
        label=_("Who pays for your participation?"),
        choices=Financing.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    sponsor_language = forms.ChoiceField(
        label=_("Language in which we write to the sponsor"), choices=settings.LANGUAGES, required=False
    )
    letter = forms.FileField(
        label=_("Sponsorship letter"),
        help_text=_(
            "PDF, JPEG or PNG, at most 10 MB: a signed letter that says that the sponsor pays the whole course price."
        ),
        required=False,
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    class Meta:
        model = Application
        fields = ("rate", "financing", "sponsor_name", "sponsor_contact", "sponsor_email", "sponsor_language")
        help_texts: ClassVar = {
            "sponsor_email": _("When you send the application, we ask the sponsor here to confirm what it pays.")
        }
        widgets: ClassVar = {"sponsor_email": forms.EmailInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rate: Any = self.fields["rate"]
        if not rate.of(self.instance.edition):
            del self.fields["rate"]
            self.parts = self.parts[1:]
        if not self.instance.sponsor_language:
            self.initial["sponsor_language"] = self.instance.applicant.language

    def clean_sponsor_email(self) -> str:
        """Somebody else's address; what is wrong with it is said beside the field."""
        email: str = self.cleaned_data["sponsor_email"]
        try:
            demand_another(email, self.instance.applicant)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return email

    def clean_letter(self) -> Cleaned | None:
        """The letter, decided by its content."""
        return letter_in(self.cleaned_data["letter"])


def letter_in(upload: UploadedFile | None) -> Cleaned | None:
    """The cleaned letter, or None without a file; what is wrong with it is a ValidationError, for the field to show."""
    if upload is None:
        return None
    try:
        return cleaned(upload, upload.name or "")
    except Refused as refused:
        raise ValidationError(str(refused)) from refused
