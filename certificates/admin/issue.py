"""Issuing the certificates of an edition: first who gets one and who does not, then one button."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy import clock
from academy.desk import colleague, demand, demand_again
from academy.errors import Refused
from academy.exports import Exporting
from catalogue.models import Edition
from certificates import facts
from certificates.operations.issue import issue, pause, resume
from certificates.states import LIVE_CERTIFICATE
from enrolment.states import HOLDING_A_SEAT

ISSUE = "certificates.issue_certificate"


class IssuePages(Exporting):
    """``issue/`` lists the editions; ``issue/<edition>/`` is the dry run with its buttons, and how far the work is."""

    def get_urls(self) -> list[Any]:
        """The pages, before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("issue/", view(self.editions), name="certificates_certificate_editions"),
            path("issue/<int:key>/", view(self.issue), name="certificates_certificate_issue"),
            path("issue/<int:key>/progress/", view(self.progress), name="certificates_certificate_progress"),
            *self.export_urls(),
            *super().get_urls(),
        ]

    def editions(self, request: HttpRequest) -> HttpResponse:
        """Editions of courses that give a certificate, with how many have a place and how many a certificate."""
        demand(request, ISSUE)
        held = Q(places__state__in=HOLDING_A_SEAT)
        have = held & Q(places__certificates__state__in=LIVE_CERTIFICATE)
        rows = (
            Edition.objects.filter(course__gives_certificate=True, places__isnull=False)
            .select_related("course")
            .annotate(
                participants=Count("places", filter=held, distinct=True),
                certified=Count("places", filter=have, distinct=True),
            )
        )
        return self.page(request, "editions", _("Issue certificates"), editions=rows)

    def issue(self, request: HttpRequest, key: int) -> HttpResponse:
        """The dry run; a POST orders what is earned at that moment, for all or for one, or pauses and resumes."""
        demand(request, ISSUE)
        edition = get_object_or_404(Edition.objects.select_related("course"), pk=key)
        if request.method == "POST" and request.POST.get("verb") in ("pause", "resume"):
            return self.paused(request, edition, request.POST["verb"])
        if request.method == "POST":
            demand_again(request)
            return self.ordered(request, edition)
        verdicts = facts.verdicts(edition)
        return self.page(
            request,
            "issue",
            str(edition),
            edition=edition,
            progress=facts.progress(edition),
            given=[verdict for verdict in verdicts if verdict.decision.allowed],
            refused=[verdict for verdict in verdicts if not verdict.decision.allowed],
        )

    def progress(self, request: HttpRequest, key: int) -> HttpResponse:
        """The part of the page that says how far the work is; 204 once there is none left."""
        demand(request, ISSUE)
        progress = facts.progress(get_object_or_404(Edition, pk=key))
        if not progress.waiting:
            return HttpResponse(status=204)
        return render(request, "admin/certificates/progress.html", {"progress": progress})

    def paused(self, request: HttpRequest, edition: Edition, verb: str) -> HttpResponse:
        """Put what waits aside, or let it go on."""
        if verb == "pause":
            count = pause(edition)
            said = ngettext("%(number)s certificate is put aside.", "%(number)s certificates are put aside.", count)
        else:
            count = resume(edition)
            said = ngettext("%(number)s certificate goes on.", "%(number)s certificates go on.", count)
        messages.success(request, said % {"number": count})
        return redirect("admin:certificates_certificate_issue", edition.pk)

    def ordered(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Order them and show the page again, which now says how far they are."""
        one = request.POST.get("only", "")
        try:
            made = issue(edition, by=colleague(request), now=clock.now(), only=int(one) if one.isdecimal() else None)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:certificates_certificate_issue", edition.pk)
        said = ngettext("%(number)s certificate is being made.", "%(number)s certificates are being made.", len(made))
        messages.success(request, said % {"number": len(made)})
        return redirect("admin:certificates_certificate_issue", edition.pk)
