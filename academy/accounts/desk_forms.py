"""The forms in which administrators write down who may do what."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from academy.accounts.models import User
from academy.accounts.roles import word


class RolesField(forms.ModelMultipleChoiceField):
    """Roles to tick, in the words of the page."""

    def label_from_instance(self, obj: Group) -> str:
        """What stands beside the box of one role."""
        return word(obj)


class PersonForm(forms.Form):
    """Name, language and roles; an empty name is the person's to fill in."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
    roles = RolesField(
        label=_("Roles"),
        queryset=Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role the person has no way to the desk."),
    )


class InvitationForm(PersonForm):
    """A colleague who has no role yet."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation goes there."))
    field_order = ("email", "name", "language", "roles")


class AccountForm(PersonForm):
    """An account that there is."""

    works_for = forms.CharField(
        label=_("Works for"),
        max_length=200,
        required=False,
        help_text=_("The organization besides the Centre, if any: its applicants are not reviewed by this person."),
    )
    country_desks = forms.MultipleChoiceField(
        label=_("Country desks"),
        choices=countries,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Countries that this person looks after: their applicants are reviewed by somebody else."),
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, person: User, data: Any = None) -> None:
        kept = {name: getattr(person, name) for name in ("name", "language", "works_for", "is_active")}
        several = {"roles": list(person.groups.all()), "country_desks": [str(desk) for desk in person.country_desks]}
        super().__init__(data, initial=kept | several)
