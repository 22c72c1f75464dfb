"""The learning record: editions with participants, and one page per edition where all numbers are typed at once."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Edition
from enrolment import facts
from enrolment.forms.record import GridForm
from enrolment.operations.record import record_many
from enrolment.states import HOLDING_A_SEAT

RECORD = "enrolment.record_evidence"


class RecordPages(ReadOnly):
    """``record/`` and ``record/<edition>/`` beside the list of places."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("record/", view(self.record_list), name="enrolment_place_record_list"),
            path("record/<int:edition_id>/", view(self.record_view), name="enrolment_place_record"),
            *super().get_urls(),
        ]

    def record_list(self, request: HttpRequest) -> HttpResponse:
        """Editions in which somebody has a place, the latest first."""
        demand(request, RECORD)
        held = Count("places", filter=Q(places__state__in=HOLDING_A_SEAT))
        editions = Edition.objects.select_related("course").annotate(participants=held).filter(participants__gt=0)
        return self.page(request, "record_list", _("Learning record"), editions=editions)

    def record_view(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Participants in rows, requirements in columns, one button for all."""
        demand(request, RECORD)
        edition: Edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        places = edition.places.holding_a_seat().select_related("application", "edition")
        places = places.prefetch_related(*facts.READ_BY_RECORD)
        form = GridForm(places.order_by("application__full_name", "pk"), request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.kept(request, edition, form)
        return self.grid(request, edition, form)

    def kept(self, request: HttpRequest, edition: Edition, form: GridForm) -> HttpResponse:
        """Record what was changed, all of it or nothing."""
        try:
            added = record_many(form.cells(), by=colleague(request), now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.grid(request, edition, form, status=409)
        words = ngettext("%(n)s number is recorded.", "%(n)s numbers are recorded.", added)
        messages.success(request, words % {"n": added} if added else _("Nothing was changed."))
        return redirect("admin:enrolment_place_record", edition.pk)

    def grid(self, request: HttpRequest, edition: Edition, form: GridForm, status: int = 200) -> HttpResponse:
        """The page with its numbers."""
        complete = sum(completion.complete for completion in form.done.values())
        title = _("Learning record: %(edition)s") % {"edition": edition}
        return self.page(request, "record", title, status=status, edition=edition, form=form, complete=complete)
