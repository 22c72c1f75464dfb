"""What we ask at sign-up beyond allauth's own fields."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User


class SignupForm(forms.Form):
    """One name, in any script."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As you write it; you can choose later how it stands on a certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to keep: the adapter has saved the name."""
