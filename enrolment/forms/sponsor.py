"""What a sponsor answers, and the address at which it is asked."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from academy import wording
from academy.accounts.models import User
from academy.errors import Refused
from academy.money import CENT
from enrolment.forms.texts import country
from enrolment.models import Application, Share
from enrolment.operations.sponsors import demand_another
from enrolment.rules.sponsors import promised


class Plain(forms.Form):
    """A form of which the template writes the form element, the token and the buttons."""

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the fields out."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SponsorAnswerForm(Plain):
    """The share of the price, and who says so. ``seen`` is the fingerprint of what the page showed."""

    share = forms.ChoiceField(
        label=_("What will your organization pay?"), choices=Share.choices, widget=forms.RadioSelect
    )
    amount = forms.DecimalField(
        label=_("The part in EUR"),
        help_text=_("Only when you pay a part of the price."),
        max_digits=9,
        decimal_places=2,
        min_value=CENT,
        required=False,
        localize=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Only when you do not sponsor this person. The applicant and the Centre read it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    position = forms.CharField(
        label=_("Your position"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    address = forms.CharField(
        label=_("Address for the invoice"),
        help_text=_("Only when you pay: street, postcode and town, a line each. Left empty, we ask you later."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    country = country(_("Country"))
    tax_number = forms.CharField(
        label=_("Tax number"),
        help_text=_("If there is one that the invoice should name."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, price: Decimal | None, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.price = price
        if price is not None:
            labels = dict(Share.choices) | {Share.ALL.value: whole(price)}
            self.fields["share"].choices = list(labels.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A part needs its sum, a refusal its reason; both are said beside the field."""
        cleaned: dict[str, Any] = super().clean() or {}
        share = cleaned.get("share")
        if share == Share.PART and "amount" in cleaned and not promised(share, cleaned["amount"], self.price):
            self.add_error("amount", _("Give a sum that is more than nothing and less than the whole price."))
        if share == Share.REFUSED and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why in a few words: the applicant will ask."))
        return cleaned


def whole(price: Decimal) -> str:
    """“The whole price: €2,720.00”."""
    return f"{Share.ALL.label}{gettext(': ')}{wording.euros(price)}"


class AskAgainForm(Plain):
    """The sponsor's address and language, to be corrected before another letter."""

    sponsor_email = forms.EmailField(
        label=_("E-mail address of the sponsor"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    sponsor_language = forms.ChoiceField(
        label=_("Language in which we write to the sponsor"), choices=settings.LANGUAGES
    )

    def __init__(self, application: Application, data: Any = None) -> None:
        language = application.sponsor_language or application.applicant.language
        super().__init__(data, initial={"sponsor_email": application.sponsor_email, "sponsor_language": language})
        self.applicant: User = application.applicant
        self.helper.layout = Layout(Field("sponsor_email"), Field("sponsor_language"))

    def clean_sponsor_email(self) -> str:
        """Somebody else's address."""
        email: str = self.cleaned_data["sponsor_email"]
        try:
            demand_another(email, self.applicant)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return email
