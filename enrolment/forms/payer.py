"""Payers: what is said of them on invoices, and what to issue to them."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment import facts
from enrolment.forms.sponsor import Plain
from enrolment.forms.texts import country
from enrolment.models import LedgerEntry, Payer, Place


class PayerForm(Plain, forms.ModelForm):
    """What later invoices say of a payer; an operation saves it."""

    country = country(_("Country"))

    class Meta:
        model = Payer
        fields = ("name", "email", "address", "country", "tax_number", "language")
        labels: ClassVar = {"language": _("Language of invoices")}
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "address": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            "tax_number": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts: ClassVar = {
            "address": _("Street, postcode and town, a line each."),
            "tax_number": _("If there is one that the invoice should name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_organization:
            del self.fields["email"]  # letters go to the address of the account


class OwnPayerForm(PayerForm):
    """The same for a participant, who is asked for what an invoice cannot do without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in facts.DEMANDED:
            self.fields[name].required = True


class ToIssueForm(forms.Form):
    """What is to be issued: an invoice or a pro-forma for places, or the receipt of one payment."""

    place = forms.ModelMultipleChoiceField(Place.objects.none(), required=False)
    payment = forms.ModelChoiceField(LedgerEntry.objects.none(), required=False)

    def __init__(self, payer: Payer, data: Any) -> None:
        super().__init__(data)
        cast(forms.ModelChoiceField, self.fields["place"]).queryset = Place.objects.filter(
            ledger__payer=payer
        ).distinct()
        cast(forms.ModelChoiceField, self.fields["payment"]).queryset = facts.without_receipt(payer)


class SeenForm(forms.Form):
    """The sum that the page showed when its button was pressed."""

    seen = forms.DecimalField()
