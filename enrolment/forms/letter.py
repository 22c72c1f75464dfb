"""A letter alone, in the place of one that was lost."""

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.documents.check import Cleaned
from enrolment.forms.financing import ACCEPTED, letter_in
from enrolment.forms.sponsor import Plain


class LetterForm(Plain):
    """``cleaned_data["letter"]`` is a cleaned letter."""

    letter = forms.FileField(
        label=_("Signed letter"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_letter(self) -> Cleaned | None:
        """The letter, decided by its content."""
        return letter_in(self.cleaned_data["letter"])
