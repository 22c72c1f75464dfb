"""What a reader can narrow the list of courses down to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.models import Delivery

LONGEST_TEXT = 200
PRICES = (500, 1000, 1500, 2000, 3000, 5000)
NOT_A_CHOICE = {"invalid_choice": _("This is not one of the choices, so it was left out.")}
TOO_LONG = _("At most %(limit_value)d characters, please. Nothing was looked for.")


class Sort(models.TextChoices):
    """In which order courses stand; each by the best of its editions that fit."""

    RELEVANCE = "relevance", _("Best fit first")
    START = "start", _("Next to begin first")
    DEADLINE = "deadline", _("Next deadline first")


@dataclass(frozen=True)
class Wanted:
    """A reader's wishes; an empty one asks nothing.

    ``since`` and ``until`` bound the first day, ``price`` is in EUR.
    """

    text: str = ""
    subject: str = ""
    language: str = ""
    place: str = ""
    delivery: str = ""
    since: date | None = None
    until: date | None = None
    price: str = ""
    open_only: bool = False
    diploma: bool = False
    archive: bool = False
    sort: str = ""


class FilterForm(forms.Form):
    """A form sent by GET: the address of the result is the search, to keep or to send on.

    ``known`` are the values of the choices that depend on what is offered: subject, language and place.
    """

    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "enterkeyhint": "search"}),
    )
    subject = forms.CharField(label=_("Subject"), required=False)
    language = forms.CharField(label=_("Language"), required=False)
    delivery = forms.ChoiceField(
        label=_("Delivery"), required=False, choices=Delivery.choices, error_messages=NOT_A_CHOICE
    )
    place = forms.CharField(label=_("Where"), required=False)
    price = forms.ChoiceField(
        label=_("Price up to"), required=False, choices=[(str(p), p) for p in PRICES], error_messages=NOT_A_CHOICE
    )
    since = forms.DateField(
        label=_("Begins on or after"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    until = forms.DateField(
        label=_("Begins on or before"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    open_only = forms.BooleanField(label=_("Open for applications"), required=False)
    diploma = forms.BooleanField(label=_("Counts for the diploma"), required=False)
    archive = forms.BooleanField(label=_("Past editions too"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sort.choices, error_messages=NOT_A_CHOICE)

    def __init__(self, data: QueryDict, known: Mapping[str, Collection[str]]) -> None:
        super().__init__(data)
        self.known = known
        self.fields["text"].error_messages["max_length"] = TOO_LONG

    def clean_subject(self) -> str:
        """A course's address or a thematic area's key."""
        return self._known("subject")

    def clean_language(self) -> str:
        """The code of a language of teaching."""
        return self._known("language")

    def clean_place(self) -> str:
        """A place as it is called in English."""
        return self._known("place")

    def _known(self, name: str) -> str:
        value: str = self.cleaned_data[name]
        if value and value not in self.known[name]:
            raise ValidationError(NOT_A_CHOICE["invalid_choice"])
        return value

    def clean(self) -> dict[str, Any]:
        """Days the wrong way round are said so, and neither counts."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.cleaned_data.pop("since")
            self.add_error("until", _("This day is before the other one, so both were left out."))
        return self.cleaned_data

    @property
    def folded_errors(self) -> bool:
        """Whether something is said beside a field that a small screen folds away."""
        return bool(self.errors.keys() - {"text"})

    def wanted(self) -> Wanted:
        """What was asked; a value that makes no sense asks nothing, and the form says so beside its field."""
        self.full_clean()
        return Wanted(**self.cleaned_data)


class InterestForm(forms.Form):
    """Where to write when the next edition of a course takes applications."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """One spelling for one mailbox."""
        return str(self.cleaned_data["email"]).lower()
