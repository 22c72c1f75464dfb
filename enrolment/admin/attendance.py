"""Attendance at the desk: a grid by session, and the page that shows a code in the room."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Edition, Session
from enrolment import facts
from enrolment.forms.attendance import AttendanceForm
from enrolment.models import Source
from enrolment.operations import attendance as operations

RECORD = "enrolment.record_evidence"


class AttendancePages(ReadOnly):
    """``attendance/<edition>/`` and ``attendance/code/<session>/`` beside the list of places."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("attendance/<int:edition_id>/", view(self.attendance), name="enrolment_place_attendance"),
            path("attendance/code/<int:session_id>/", view(self.room_code), name="enrolment_place_code"),
            *super().get_urls(),
        ]

    def attendance(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Participants in rows, sessions in columns, one button for all."""
        demand(request, RECORD)
        edition: Edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        places = edition.places.holding_a_seat().select_related("application", "edition")
        places = places.prefetch_related(*facts.READ_BY_RECORD).order_by("application__full_name", "pk")
        form = AttendanceForm(places, edition.sessions.all(), request.POST or None)
        status = 200
        if request.method == "POST":
            try:
                noted = operations.mark(form.cells(), source=Source.LIST, by=colleague(request), now=clock.now())
                messages.success(request, said(len(noted)))
                return redirect("admin:enrolment_place_attendance", edition.pk)
            except Refused as refusal:
                messages.error(request, str(refusal))
                status = 409
        title = _("Attendance: %(edition)s") % {"edition": edition}
        return self.page(request, "attendance", title, status=status, edition=edition, form=form, now=clock.now())

    def room_code(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """The code in large digits, to be shown in the room; a POST shows a new one."""
        demand(request, RECORD)
        session = get_object_or_404(Session.objects.select_related("edition__course"), pk=session_id)
        if request.method == "POST":
            try:
                operations.show_code(session, by=colleague(request), now=clock.now())
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect("admin:enrolment_place_code", session.pk)
        code = operations.open_codes(session.edition_id, clock.now()).filter(session=session).last()
        present = session.attendances.filter(source=Source.CODE, present=True).values("place").distinct().count()
        answer = self.page(request, "room_code", session.title, session=session, code=code, present=present)
        if code:
            answer.headers["Refresh"] = "20"
        return answer


def said(noted: int) -> str:
    """What became of the grid."""
    words = ngettext("%(n)s change of attendance is recorded.", "%(n)s changes of attendance are recorded.", noted)
    return words % {"n": noted} if noted else _("Nothing was changed.")
