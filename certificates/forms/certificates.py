"""What staff type when a certificate is corrected, and what anyone hands in to compare it."""

from hashlib import file_digest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import Ground

MOST_WORDS = 2000
MOST_BYTES = 10 * 1024 * 1024


class RevokeForm(forms.Form):
    """Why it does not stand any more."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=MOST_WORDS,
        help_text=_("It stays in the record and is not published."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ground = forms.ChoiceField(
        label=_("What the verification page says"),
        choices=[("", _("Only that it was revoked")), *Ground.choices],
        required=False,
    )


class ReplaceForm(forms.Form):
    """The name that will be printed, and why there is a new one."""

    name = forms.CharField(label=_("Name to print"), max_length=200)
    why = forms.CharField(label=_("Reason"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))


class CompareForm(forms.Form):
    """A file, or its hash where the browser has worked it out. Nothing of it is kept."""

    file = forms.FileField(required=False)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, and not more than MOST_BYTES."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if not file and not cleaned.get("sha256"):
            raise forms.ValidationError(_("Choose the PDF first."))
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB; a certificate is not."))
        return cleaned

    def digest(self) -> str:
        """The SHA-256 of what was handed in."""
        file = self.cleaned_data["file"]
        return str(file_digest(file, "sha256").hexdigest() if file else self.cleaned_data["sha256"])
