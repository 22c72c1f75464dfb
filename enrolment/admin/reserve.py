"""The reserve list of one edition at the desk: its order, its rule, what fell free, and a switch."""

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
from enrolment import facts
from enrolment.admin import sheet
from enrolment.forms.reserve import ListForm, RankForm
from enrolment.models import Application, PassedOver, ReserveList
from enrolment.operations import reserve as operations

REVIEW = "enrolment.review_application"


class ReservePage(ReadOnly):
    """The page and its three deeds: rank, stop, start."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.reserve_list)
        return [path("reserve/<int:edition_id>/", view, name="enrolment_application_reserve"), *super().get_urls()]

    def reserve_list(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """The list; a POST changes its order, or stops or starts it."""
        demand(request, "enrolment.view_application")
        edition = get_object_or_404(Edition.objects.select_related("course"), pk=edition_id)
        if request.method != "POST":
            return self.show_reserve(request, edition)
        demand(request, REVIEW)
        try:
            act_on(edition, request)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("admin:enrolment_application_reserve", edition.pk)

    def show_reserve(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Who waits, in order, who was passed over and why, and what fell free."""
        found = ReserveList.objects.filter(edition=edition).first()
        waiting = facts.reserve_of(edition)
        passed = PassedOver.objects.filter(application__edition=edition).select_related("application", "by")
        return self.page(
            request,
            "reserve",
            _("Reserve list: %(edition)s") % {"edition": edition},
            edition=edition,
            waiting=[(one, RankForm(initial={"application": one.pk}, auto_id=f"id_%s_{one.pk}")) for one in waiting],
            moves=facts.reserve_moves(edition),
            over=facts.reserve_is_over(edition, clock.today()),
            left=facts.places_left(edition),
            passed=passed,
            vacancies=edition.vacancies.select_related("filled_by").order_by("-at", "-pk")[:20],
            steps=sheet.steps(found) if found else [],
            form=ListForm(),
            may=request.user.has_perm(REVIEW),
        )


def act_on(edition: Edition, request: HttpRequest) -> None:
    """Do what the button says. Raises Refused as the operation does."""
    deed: dict[str, Any] = {"by": colleague(request), "now": clock.now(), "why": request.POST.get("why", "")}
    if request.POST.get("do") == "stop":
        operations.stop(edition, **deed)
    elif request.POST.get("do") == "start":
        operations.start(edition, **deed)
    else:
        form = RankForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Say which place on the list, as a number from 1."))
        one = get_object_or_404(Application, pk=form.cleaned_data["application"], edition=edition)
        operations.rank(one, form.cleaned_data["position"], **deed)
