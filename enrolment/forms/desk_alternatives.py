"""Changes of plan at the desk, mostly typed in from a letter that came."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.money import CENT
from catalogue.models import Edition
from enrolment import facts
from enrolment.forms.ledger import DayInput, OfPlace
from enrolment.models import Ground, Place
from enrolment.operations import waive


class WrittenForm(OfPlace):
    """The day of the written notice, which decides whether it came in time."""

    notice = forms.DateField(
        label=_("Written notice received on"), widget=DayInput(), help_text=_("This day decides whether it is in time.")
    )

    def start(self, place: Place) -> dict[str, Any]:
        """A notice of today."""
        return {"notice": clock.today(), "language": place.participant.language}


class StandInForm(WrittenForm):
    """Whom the participant or the sponsor has named."""

    name = forms.CharField(label=_("Name of the substitute"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the substitute"), help_text=_("We send the link to this address.")
    )
    language = forms.ChoiceField(label=_("We write to them in"), choices=settings.LANGUAGES)


class MoveForm(WrittenForm):
    """Where the participant would like to move."""

    to = forms.ModelChoiceField(label=_("Move to"), queryset=Edition.objects.none())
    why = forms.CharField(label=_("What the notice says"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(place, data)
        field: Any = self.fields["to"]
        field.queryset = facts.takes_transfers(clock.today()).select_related("course").exclude(pk=place.edition_id)


class CarryOutForm(OfPlace):
    """Nothing to fill in: the sums above are what it comes to."""


class RefuseForm(OfPlace):
    """The reason that the letter gives."""

    why = forms.CharField(
        label=_("Reason, for the letter to the participant"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WaiverForm(OfPlace):
    """How much is waived and why; the policy's figure stays on record."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    amount = forms.DecimalField(label=_("Waived, in EUR"), max_digits=9, decimal_places=2, min_value=CENT)
    why = forms.CharField(label=_("Reason, kept on record"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.DecimalField()

    def start(self, place: Place) -> dict[str, Any]:
        """All that was not waived yet."""
        return {"amount": waive.waivable(place)}
