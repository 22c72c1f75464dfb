"""What a reader can narrow the list of courses down to."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.models import Course, Delivery, ThematicArea

CHOICE = forms.Select(attrs={"class": "form-select"})


@dataclass(frozen=True)
class Wanted:
    """A reader's wishes; an empty one asks nothing."""

    text: str = ""
    subject: str = ""
    language: str = ""
    delivery: str = ""
    open_only: bool = False

    @property
    def concerns_editions(self) -> bool:
        """Whether only courses with a fitting edition are wanted."""
        return bool(self.language or self.delivery or self.open_only)


def subjects() -> list[tuple[Any, Any]]:
    """Courses and thematic areas, as two groups of choices."""
    return [
        ("", _("All")),
        (_("Courses"), [(course.slug, course.title) for course in Course.objects.all()]),
        (_("Thematic areas"), [(area.key, area.title) for area in ThematicArea.objects.all()]),
    ]


class FilterForm(forms.Form):
    """A form sent by GET: the address of the result is the search, to keep or to send on."""

    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    subject = forms.ChoiceField(label=_("Subject"), required=False, widget=CHOICE)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All")), *settings.LANGUAGES], widget=CHOICE
    )
    delivery = forms.ChoiceField(
        label=_("Delivery"), required=False, choices=[("", _("All")), *Delivery.choices], widget=CHOICE
    )
    open_only = forms.BooleanField(
        label=_("Open for applications"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["subject"].choices = subjects()  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked; a value that makes no sense asks nothing and is taken out of the form."""
        self.full_clean()
        self.data = {name: value for name, value in self.data.items() if name in self.cleaned_data}
        return Wanted(**{name: self.cleaned_data[name] for name in self.cleaned_data})


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
