"""Who pays what, and what is taken off the price."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.money import CENT, ZERO
from enrolment.forms.ledger import OfPlace
from enrolment.models import EntryKind, Financing, Payer, Place, Reason
from enrolment.operations import payers


def itself(payer: Payer, _place: Place) -> Payer:
    """A payer whom the ledger knows already."""
    return payer


class SharesForm(OfPlace):
    """One sum for each payer: those in the ledger, the participant, and the sponsor of the application."""

    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        named = {f"payer-{payer.pk}": payer.name for payer in Payer.objects.of_place(place)}
        named |= {"participant": place.application.full_name, "sponsor": place.application.sponsor_name}
        for name in self.payers_of(place):
            self.fields[name] = forms.DecimalField(
                label=named[name], min_value=ZERO, max_digits=9, decimal_places=2, required=False
            )

    @staticmethod
    def payers_of(place: Place) -> dict[str, Callable[[Place], Payer]]:
        """The name of each field, and what finds or makes its payer."""
        known = list(Payer.objects.of_place(place))
        found: dict[str, Callable[[Place], Payer]] = {f"payer-{one.pk}": partial(itself, one) for one in known}
        if not any(payer.person_id == place.participant_id for payer in known):
            found["participant"] = payers.of_participant
        sponsor = place.application.sponsor_name.strip().casefold()
        sponsored = place.application.financing == Financing.SPONSOR
        if sponsored and not any(payer.name.casefold() == sponsor for payer in known):
            found["sponsor"] = payers.sponsor_of
        return found

    def start(self, place: Place) -> dict[str, Any]:
        """What each is charged now, before reductions."""
        rows = place.ledger.filter(kind=EntryKind.CHARGE)
        return {f"payer-{payer.pk}": rows.filter(payer=payer).balance() for payer in Payer.objects.of_place(place)}


class ReductionForm(OfPlace):
    """For whom, how much and why."""

    payer = forms.ModelChoiceField(Payer.objects.none(), label=_("Payer"), empty_label=None)
    amount = forms.DecimalField(label=_("Amount in EUR"), max_digits=9, decimal_places=2, min_value=CENT)
    reason = forms.ChoiceField(
        label=_("Kind"), choices=[(Reason.WAIVER, _("Waiver")), (Reason.FELLOWSHIP, _("Fellowship"))]
    )
    text = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The participant and the payer read it in the ledger.")
    )
    seen = forms.DecimalField()

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        cast(forms.ModelChoiceField, self.fields["payer"]).queryset = Payer.objects.of_place(place)

    def clean_reason(self) -> Reason:
        """The code."""
        return Reason(self.cleaned_data["reason"])
