"""What staff type when a certificate is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 2000


class RevokeForm(forms.Form):
    """Why it does not stand any more."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=MOST_WORDS,
        help_text=_("It stays in the record; the verification page says only that the certificate was revoked."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplaceForm(forms.Form):
    """The name that will be printed, and why there is a new one."""

    name = forms.CharField(label=_("Name to print"), max_length=200)
    why = forms.CharField(label=_("Reason"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
