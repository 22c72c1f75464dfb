"""The steps that are plain fields: the person, the work, the motivation."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enrolment.forms.base import StepForm
from enrolment.forms.languages import LanguageRows
from enrolment.models import Application, Sector


def country(label: Any) -> Any:
    """A list of countries in the language of the page."""
    nothing: Any = _("Choose a country")
    return CountryField(blank_label=nothing).formfield(label=label, required=False)


class YouForm(StepForm):
    """Who applies."""

    title = _("About you")
    introduction = _("We use this to write to you, to select a group from many countries, and on your certificate.")

    parts = (
        "full_name",
        "certificate_name",
        HTML("{% include 'enrolment/_certificate_name.html' with name=form.certificate_name.value only %}"),
        "gender",
        "nationality",
        "country",
    )

    nationality = country(_("Nationality"))
    country = country(_("Country where you work"))

    class Meta:
        model = Application
        fields = ("full_name", "certificate_name", "gender", "nationality", "country")
        help_texts: ClassVar = {
            "full_name": _("In any script, in the order in which you write it."),
            "certificate_name": _("Letter by letter as it should be printed, for example as in your passport."),
            "gender": _("You need not answer. In your own words; it helps us to see whether our groups are balanced."),
        }
        labels: ClassVar = {"gender": _("Gender (optional)")}
        widgets: ClassVar = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "gender": forms.TextInput(attrs={"autocomplete": "sex"}),
            "certificate_name": forms.TextInput(attrs={"autocomplete": "off"}),
        }


class WorkForm(LanguageRows):
    """What the person does for a living, and in which languages."""

    title = _("Your work and languages")
    introduction = _("Participants are selected for relevant work experience and so that all groups are heard.")

    sector = forms.ChoiceField(
        label=_("Constituent group"),
        help_text=_("The group that your organization belongs to."),
        choices=Sector.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    years_of_experience = forms.IntegerField(
        label=_("Years of experience in the field"), min_value=0, max_value=70, required=False
    )

    class Meta:
        model = Application
        fields = ("organization", "position", "sector", "years_of_experience")
        widgets: ClassVar = {
            "organization": forms.TextInput(attrs={"autocomplete": "organization"}),
            "position": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }

    def layout(self) -> Layout:
        """The fields, then the rows of languages."""
        fields = [name for name in self.Meta.fields if name in self.fields]
        return Layout(*fields, self.rows()) if self.numbers else Layout(*fields)


class MotivationForm(StepForm):
    """Why the person wants to take part."""

    title = _("Your motivation")
    introduction = _("What do you work on, what do you hope to learn, and what will you do with it afterwards?")

    class Meta:
        model = Application
        fields = ("motivation",)
        help_texts: ClassVar = {
            "motivation": _("A few paragraphs, at most 3,000 characters, in English, French or Spanish.")
        }
        widgets: ClassVar = {"motivation": forms.Textarea(attrs={"rows": 12})}
