"""Giving out the electives of one edition at the desk: worked out by the worker, looked at, then applied."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from catalogue.models import Edition
from enrolment import wording
from enrolment.admin import sheet
from enrolment.forms.reserve import AllocationForm
from enrolment.models import Allocation
from enrolment.operations import allocation as operations
from enrolment.rules.allocation import granted_by_rank
from enrolment.words import choice_words

REVIEW = "enrolment.review_application"


class AllocationPage(ReadOnly):
    """The page and its three deeds: work out, apply, drop."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.allocation)
        return [path("electives/<int:edition_id>/", view, name="enrolment_place_allocation"), *super().get_urls()]

    def allocation(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """The last allocation of the edition, and a form for another; a POST works out, applies or drops."""
        demand(request, "enrolment.view_application")
        edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        if request.method != "POST":
            return self.show_allocation(request, edition)
        demand(request, REVIEW)
        try:
            act_on(edition, request)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("admin:enrolment_place_allocation", edition.pk)

    def show_allocation(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """What came out, person by person; while it is being worked out the page comes again by itself."""
        last = edition.allocations.exclude(state="dropped").last()
        answer = self.page(
            request,
            "allocation",
            _("Electives: %(edition)s") % {"edition": edition},
            edition=edition,
            allocation=last,
            form=AllocationForm(),
            may=request.user.has_perm(REVIEW),
            steps=sheet.steps(last) if last else [],
            **(outcome(edition, last) if last else {}),
        )
        if last and last.state == "asked":
            answer.headers["Refresh"] = "2"
        return answer


def outcome(edition: Edition, allocation: Allocation) -> dict[str, Any]:
    """The result of everybody with its sentence, the seats of every elective, and the wishes granted by rank."""
    results = operations.from_json(allocation.results)
    electives = {one.pk: one for one in edition.electives.select_related("area")}
    taken = Counter(key for one in results.values() for key in one.seats)
    places = edition.places.filter(pk__in=results).select_related("application").order_by("application__full_name")
    return {
        "people": [(place, results[place.pk], wording.explained(results[place.pk], electives)) for place in places],
        "names": electives,
        "electives": [(one, taken[key]) for key, one in electives.items()],
        "ranks": [(choice_words(rank), number) for rank, number in granted_by_rank(results).items()],
    }


def act_on(edition: Edition, request: HttpRequest) -> None:
    """Do what the button says. Raises Refused as the operation does."""
    by, now = colleague(request), clock.now()
    if request.POST.get("do") in ("apply", "drop"):
        key = request.POST.get("allocation", "")
        chosen = get_object_or_404(edition.allocations, pk=int(key) if key.isdecimal() else 0)
        act = operations.apply if request.POST["do"] == "apply" else operations.drop
        act(chosen, by=by, now=now)
        return
    form = AllocationForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The seed is a number from 0 to 999,999."))
    operations.ask(edition, **form.cleaned_data, by=by, now=now)
