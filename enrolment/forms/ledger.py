"""Money that came in and money that was sent back."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from academy import clock, wording
from academy.money import CENT, ZERO
from enrolment import facts
from enrolment.models import LedgerEntry, Payer, Place
from enrolment.operations import ledger
from enrolment.rules.outgoing import refund_reference
from enrolment.rules.reference import in_fours


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OfPlace(forms.Form):
    """A form about one place; ``start`` says what stands in it at first."""

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(data, initial=self.start(place))

    def start(self, place: Place) -> dict[str, Any]:
        """Initial values."""
        return {}

    def seen_now(self, place: Place) -> str:
        """What the page shows that must still hold when the button is pressed: the balance."""
        return str(place.ledger.balance())

    def typed(self, name: str) -> Any:
        """The value of a field when what was typed is valid, else what stood in it at first."""
        if self.is_bound and self.is_valid() | (name in self.cleaned_data):
            return self.cleaned_data[name]
        return self.get_initial_for_field(self.fields[name], name)

    def values(self) -> dict[str, Any]:
        """What the operation is called with."""
        return self.cleaned_data

    def look_again(self) -> None:
        """The person wants to see the sum before pressing the button: what is still empty is no mistake yet."""
        for name in [name for name in self.errors if not self.data.get(name)]:
            del self.errors[name]


class PaymentForm(OfPlace):
    """A sum that reached the Centre."""

    amount = forms.DecimalField(label=_("Amount in EUR"), max_digits=9, decimal_places=2, min_value=CENT)
    payer = forms.ModelChoiceField(Payer.objects.none(), label=_("Payer"), required=False, empty_label=None)
    other = forms.CharField(
        label=_("Somebody else who paid"), max_length=200, required=False, help_text=_("Empty when it was the payer.")
    )
    on = forms.DateField(label=_("Received on"), widget=DayInput())
    reference = forms.CharField(
        label=_("Reference"), max_length=250, help_text=_("What the bank says, for example the number of the transfer.")
    )
    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        field = cast(forms.ModelChoiceField, self.fields["payer"])
        field.queryset = Payer.objects.of_place(place)

    def start(self, place: Place) -> dict[str, Any]:
        """All that is owed, today."""
        balance = place.ledger.balance()
        return {"amount": balance if balance > 0 else None, "on": clock.today()}

    def clean(self) -> dict[str, Any]:
        """One payer: the one chosen, unless somebody else is named."""
        values = super().clean() or {}
        if not values.get("payer") and not values.get("other"):
            self.add_error("payer", _("Say who paid."))
        return values


class RefundTo(forms.ModelChoiceField):
    """A payer, with the reference that the transfer of the refund for ``place`` carries."""

    place: Place

    def label_from_instance(self, obj: Any) -> str:
        """“Amina Diallo – RF87 R12P 7”."""
        return f"{obj} – {in_fours(refund_reference(self.place.pk, obj.pk))}"


class RefundForm(OfPlace):
    """To whom it goes, what the bank takes of it, and the day on which the rest was sent."""

    payer = RefundTo(
        Payer.objects.none(),
        label=_("Refund to"),
        empty_label=None,
        help_text=_("Write the reference on the transfer: the bank statement then names the refund."),
    )
    bank_charges = forms.DecimalField(
        label=_("Bank charges in EUR"), max_digits=7, decimal_places=2, min_value=Decimal("0.00")
    )
    on = forms.DateField(label=_("Sent on"), widget=DayInput())
    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        field = cast(RefundTo, self.fields["payer"])
        field.queryset = Payer.objects.of_place(place).filter(pk__in=ledger.refunds_due(place))
        field.place = place

    def start(self, place: Place) -> dict[str, Any]:
        """The first payer to whom something is owed; bank charges as agreed, but never more than that.

        None where the place was lost by the Centre's doing.
        """
        payer, due = next(iter(ledger.refunds_due(place).items()))
        agreed = ZERO if facts.centre_bears_charges(place) else facts.terms_of(place).policy.bank_charges
        return {"payer": payer, "bank_charges": min(agreed, due), "on": clock.today()}


class EntryChoice(forms.ModelChoiceField):
    """A row of a ledger, by its day, kind, sum and payer."""

    def label_from_instance(self, obj: Any) -> str:
        """“3 May 2027: Payment, €2,720.00, Amina Diallo (TRF 4711)”."""
        sum_ = wording.euros(abs(obj.amount))
        return f"{wording.day(obj.on)}: {obj.get_kind_display()}, {sum_}, {obj.payer} ({obj.words})"


class CorrectForm(OfPlace):
    """Which row was a mistake, and why."""

    entry = EntryChoice(LedgerEntry.objects.none(), label=_("Row"), empty_label=None, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The participant reads it, and the ledger keeps it.")
    )
    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        field = cast(EntryChoice, self.fields["entry"])
        field.queryset = ledger.correctable(place)
