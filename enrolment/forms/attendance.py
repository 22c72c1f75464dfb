"""Who came: the grid of an edition, and the code that a participant types in."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalogue.models import Session
from enrolment import facts
from enrolment.models import Place


class AttendanceForm(forms.Form):
    """Rows are places, columns sessions, a box in each cell.

    One hidden field a row carries what the page showed, so that only what somebody changed is noted: a participant who
    typed the code in meanwhile stays present.
    """

    def __init__(self, places: Iterable[Place], sessions: Iterable[Session], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.ticks = data or QueryDict()
        self.places, self.sessions = list(places), list(sessions)
        self.came = {place.pk: facts.came_to(place.attendances.all()) for place in self.places}
        self.due = {place.pk: {one.pk for one in facts.sessions_of(place)} for place in self.places}

    def rows(self) -> list[tuple[Place, str, list[tuple[Session, bool] | None]]]:
        """Each place, what is shown of it, and its cells: the session and whether it was attended; None for no cell."""
        return [(place, self.shown(place), [self.cell(place, one) for one in self.sessions]) for place in self.places]

    def cell(self, place: Place, session: Session) -> tuple[Session, bool] | None:
        """One cell of the grid."""
        return (session, session.pk in self.came[place.pk]) if session.pk in self.due[place.pk] else None

    def shown(self, place: Place) -> str:
        """The sessions attended, as the hidden field has them."""
        return ",".join(str(key) for key in sorted(self.came[place.pk]))

    def cells(self) -> list[tuple[Place, Session, bool]]:
        """What was changed on the page."""
        return [cell for place in self.places for cell in self.changed(place)]

    def changed(self, place: Place) -> list[tuple[Place, Session, bool]]:
        """Of one row the cells that are not as they were shown."""
        shown = set(self.ticks.get(f"shown-{place.pk}", "").split(","))
        ticked = set(self.ticks.getlist(f"came-{place.pk}"))
        different = shown ^ ticked
        return [(place, one, str(one.pk) in ticked) for one in self.sessions if str(one.pk) in different]


class CodeForm(forms.Form):
    """Six digits; spaces between them do not matter."""

    digits = forms.CharField(
        label=_("Code shown in the room"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8}),
    )

    def clean_digits(self) -> str:
        """Only the digits."""
        return "".join(sign for sign in self.cleaned_data["digits"] if sign.isdecimal())
