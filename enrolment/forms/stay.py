"""The second form, for participants only."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.forms.ledger import DayInput
from enrolment.forms.texts import country
from enrolment.models import Stay


class StayForm(forms.ModelForm):
    """Everything may be left for later; what is missing is listed."""

    needs_visa = forms.TypedChoiceField(
        label=_("Do you need a visa to come?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    passport_country = country(_("Country of the passport"))

    class Meta:
        model = Stay
        fields = (
            *("needs_visa", "passport_number", "passport_country", "passport_until"),
            *("arrives", "leaves", "travel", "diet", "room", "emergency_name", "emergency_phone"),
        )
        widgets: ClassVar = {
            "passport_number": forms.TextInput(attrs={"autocomplete": "off"}),
            "passport_until": DayInput(),
            "arrives": DayInput(),
            "leaves": DayInput(),
            "room": forms.Textarea(attrs={"rows": 4}),
            "emergency_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            "emergency_name": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts: ClassVar = {
            "travel": _("Numbers and times, once you have booked."),
            "diet": _("Whatever our kitchen should know."),
            "room": _("For example a room without steps, or a companion who helps you."),
            "emergency_phone": _("With the code of the country, for example +39 011 6936111."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["needs_visa"] = {True: "yes", False: "no"}.get(self.instance.needs_visa)

    @property
    def helper(self) -> FormHelper:
        """Four groups; the template writes the form element and the button."""
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        passport = ("passport_number", "passport_country", "passport_until")
        helper.layout = Layout(
            Fieldset(_("Visa"), "needs_visa", *passport),
            Fieldset(_("Arrival and departure"), "arrives", "leaves", "travel"),
            Fieldset(_("Meals and room"), "diet", "room"),
            Fieldset(_("In an emergency"), "emergency_name", "emergency_phone"),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        """One leaves after one has arrived."""
        cleaned: dict[str, Any] = super().clean() or {}
        arrives, leaves = cleaned.get("arrives"), cleaned.get("leaves")
        if arrives and leaves and leaves < arrives:
            self.add_error("leaves", _("The day of departure is before the day of arrival."))
        return cleaned
