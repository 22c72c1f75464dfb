"""The kind of participant, which decides the price."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy import wording
from catalogue.facts import price_at, usual_price
from catalogue.models import Edition, Rate
from enrolment.forms.ledger import OfPlace
from enrolment.models import Application, Place


class RateField(forms.ModelChoiceField):
    """One of an edition's rates, each with what it comes to; none of them is the usual price."""

    def __init__(self) -> None:
        super().__init__(
            Rate.objects.none(),
            label=_("Kind of participant"),
            help_text=_("The price depends on it; the Centre checks it."),
            required=False,
            widget=forms.RadioSelect,
            blank=True,
        )

    def of(self, edition: Edition) -> bool:
        """Take the rates of an edition; False where it has none."""
        usual = usual_price(edition).total
        self.empty_label = str(_("None of these: the usual price")) + (
            "" if usual is None else f", {wording.euros(usual)}"
        )
        self.queryset = edition.rates.prefetch_related("parts")
        return edition.rates.exists()

    def label_from_instance(self, rate: Any) -> str:
        """“Participants who live in Turin, €2,000.00”."""
        total = price_at(rate).total
        return f"{rate.title}, {wording.euros(total)}" if total is not None else rate.title


class KindForm(OfPlace):
    """Of which kind the participant of a place is, and why that is corrected."""

    rate = RateField()
    text = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The participant reads it, and the ledger keeps it.")
    )
    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        field: Any = self.fields["rate"]
        field.of(place.edition)

    def start(self, place: Place) -> dict[str, Any]:
        """What the application says."""
        return {"rate": place.application.rate}


class RateForm(forms.Form):
    """For staff; ``seen`` is the key of the rate on the screen."""

    rate = RateField()
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, application: Application, data: Any = None) -> None:
        super().__init__(data, initial={"rate": application.rate_id, "seen": application.rate_id})
        field: Any = self.fields["rate"]
        field.of(application.edition)
