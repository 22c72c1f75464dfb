"""Asking for a printout, and a photograph with the consent to show it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from academy.documents.check import Cleaned
from certificates.models import PrintoutKind
from enrolment.forms.financing import letter_in
from enrolment.forms.sponsor import Plain


class PrintForm(forms.Form):
    """What, and in which language."""

    kind = forms.ChoiceField(choices=PrintoutKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class PhotographForm(Plain):
    """A picture, and the word that makes it usable."""

    picture = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPEG or PNG, at most 10 MB. We cut it upright and keep nothing but the picture itself."),
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,image/jpeg,image/png"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that it is printed on my badge and in the list of my group."),
        error_messages={"required": _("Without your consent we cannot keep a photograph.")},
    )

    def clean_picture(self) -> Cleaned | None:
        """The picture, decided by its content."""
        return letter_in(self.cleaned_data["picture"])
