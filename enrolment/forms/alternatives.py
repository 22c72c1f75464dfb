"""Naming a substitute and asking to move."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.models import Edition


class Plain(forms.Form):
    """The template writes the form element, the token and the buttons."""

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the fields out."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SubstituteForm(Plain):
    """Who is to take the place, and in which language we write to them."""

    name = forms.CharField(label=_("Name of the substitute"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the substitute"), help_text=_("We send the link to this address.")
    )
    language = forms.ChoiceField(label=_("We write to them in"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"language": get_language()})


class TransferForm(Plain):
    """Where to, and why."""

    to = forms.TypedChoiceField(label=_("Move to"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why you would like to move (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, editions: list[Edition], data: Any = None) -> None:
        super().__init__(data)
        known = {str(edition.pk): edition for edition in editions}
        field: Any = self.fields["to"]
        field.choices = [(key, str(edition)) for key, edition in known.items()]
        field.coerce = known.get
