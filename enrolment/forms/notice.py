"""A participant's written notice, entered by staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy import clock
from enrolment.forms.ledger import DayInput, OfPlace
from enrolment.models import Place
from enrolment.operations.cancel import worked_out


class NoticeForm(OfPlace):
    """The day and the words of the notice; ``seen`` is the fingerprint of the sums on the page."""

    notice = forms.DateField(
        label=_("Written notice received on"), widget=DayInput(), help_text=_("This day decides the penalty.")
    )
    why = forms.CharField(label=_("What the notice says"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField()

    def start(self, place: Place) -> dict[str, Any]:
        """A notice of today."""
        return {"notice": clock.today()}

    def seen_now(self, place: Place) -> str:
        """The sums by the day that stands in the form."""
        return worked_out(place, now=clock.now(), notice=self.typed("notice")).fingerprint
