"""What participants told about their stay: read one by one, or handed out as a sheet. Whoever does it is noted."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from academy import wording
from academy.desk import demand
from academy.exports import FORMATS, Exporting, Sheet, handed_out, harmless
from academy.keeping.models import Matter
from enrolment import facts
from enrolment.admin.readings import note
from enrolment.models import Place, Stay

STAY, HAND_OUT = "enrolment.view_stay", "enrolment.export_stay"


def questions() -> list[Any]:
    """The fields of a stay, in the order of the form."""
    return [field for field in Stay._meta.fields if field.name not in ("id", "application", "changed_at", "told_at")]


def stay_answers(stay: Stay) -> list[tuple[Any, Any]]:
    """Pairs of question and answer."""
    return [(field.verbose_name, answered(getattr(stay, field.name))) for field in questions()]


def answered(value: Any) -> Any:
    """The answer in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return wording.day(value) if isinstance(value, date) else getattr(value, "name", value)


def in_a_cell(name: str, place: Place) -> Any:
    """The answer as a spreadsheet takes it: a day stays a day."""
    value = getattr(place.application.stay, name)
    return value if isinstance(value, date) else harmless(answered(value))


class StayPages(Exporting):
    """``<place>/stay/``, and ``stays/csv/`` and ``stays/xlsx/`` with the list's own filters."""

    def stay_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        sheets = view(self.stays)
        return [
            path("<int:key>/stay/", view(self.stay), name="enrolment_place_stay"),
            *(path(f"stays/{kind}/", sheets, {"kind": kind}, name=f"enrolment_place_stays_{kind}") for kind in FORMATS),
        ]

    def stay(self, request: HttpRequest, key: int) -> HttpResponse:
        """What the participant told about the stay, for who prepares it; that it was read is noted."""
        demand(request, STAY)
        place = self.row(request, key)
        told = facts.told_stay(place)
        if told:
            note(request, Matter.STAY, [place.application])
        return self.page(request, "stay", _("Stay"), place=place, answers=stay_answers(told) if told else [])

    def stays(self, request: HttpRequest, kind: str) -> HttpResponse:
        """What was told by those whom the list shows; each of them keeps a note of who took it out."""
        demand(request, HAND_OUT)
        try:
            listed: QuerySet[Place] = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:enrolment_place_changelist")
        places = list(listed.exclude(application__stay=None).select_related("application__stay"))
        note(request, Matter.STAY_SHEET, [place.application for place in places])
        self.note_export(request, len(places), kind, what="stays")
        return handed_out(Sheet(stay_columns(self)).export(places), "stays", kind)


def stay_columns(desk: Any) -> list[tuple[str, str, Callable[[Any], Any]]]:
    """Who, in which edition, and every question."""
    first = [(name, desk.heading(name), desk.cell(name)) for name in ("who", "in_edition")]
    asked = [(field.name, capfirst(str(field.verbose_name)), partial(in_a_cell, field.name)) for field in questions()]
    return first + asked
