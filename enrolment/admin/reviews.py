"""Reviews on the page of an application: one's own to give, those of others when they may be seen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy import clock
from academy.desk import ReadOnly, colleague, demand
from academy.errors import Refused
from enrolment.forms.review import ConflictForm, ReviewForm
from enrolment.models import Application, Review
from enrolment.operations.review import IN_THE_WAY, declare_conflict, give
from enrolment.rules.review import weighted
from enrolment.selectors.reviews import REVIEW, Reading, reading, weights_of


@dataclass(frozen=True)
class Shown:
    """One review as the page has it: the scores beside their criteria, and what they come to."""

    review: Review
    lines: list[tuple[str, int | None]]
    total: Decimal


class ReviewPages(ReadOnly):
    """``<application>/review/`` and ``<application>/conflict/``: two buttons of the application's page."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("<int:key>/review/", view(require_POST(self.review)), name="enrolment_application_review"),
            path("<int:key>/conflict/", view(require_POST(self.conflict)), name="enrolment_application_conflict"),
            *super().get_urls(),
        ]

    def review(self, request: HttpRequest, key: int) -> HttpResponse:
        """Keep the review; what is refused comes back with what was chosen."""
        application = self.row(request, key)
        demand(request, REVIEW)
        form = ReviewForm(reading(colleague(request), application).criteria, request.POST)
        if not form.is_valid():
            return self.reviews_again(request, application, 422, review_form=form)
        values = {"scores": form.scores(), "comment": form.cleaned_data["comment"]}
        try:
            give(application, by=colleague(request), now=clock.now(), **values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.reviews_again(request, application, 409, review_form=form)
        self.message_user(request, _("Your review is kept."))
        return redirect("admin:enrolment_application_change", key)

    def conflict(self, request: HttpRequest, key: int) -> HttpResponse:
        """Keep what stands in the way."""
        application = self.row(request, key)
        demand(request, REVIEW)
        form = ConflictForm(request.POST)
        if not form.is_valid():
            return self.reviews_again(request, application, 422, conflict_form=form)
        declare_conflict(application, by=colleague(request), why=form.cleaned_data["why"], now=clock.now())
        self.message_user(request, _("It is noted; somebody else reviews this application."))
        return redirect("admin:enrolment_application_change", key)

    def reviews_again(self, request: HttpRequest, application: Application, status: int, **forms: Any) -> HttpResponse:
        """The application's page once more, with the form that was not kept."""
        raise NotImplementedError


def reviews_of(request: HttpRequest, application: Application, **forms: Any) -> dict[str, Any]:
    """What the card of reviews shows to the person at the desk; nothing to who does not review."""
    if not request.user.has_perm(REVIEW):
        return {}
    found = reading(colleague(request), application)
    return {
        "reading": found,
        "in_the_way": IN_THE_WAY.get(found.seat.conflict, ""),
        "reviews": [shown(review, found) for review in found.shown],
        "review_form": forms.get("review_form") or ReviewForm(found.criteria),
        "conflict_form": forms.get("conflict_form") or ConflictForm(),
    }


def shown(review: Review, found: Reading) -> Shown:
    """A review with its sums."""
    lines = [(criterion.title, review.scores.get(criterion.key)) for criterion in found.criteria]
    return Shown(review, lines, weighted(review.scores, weights_of(found.criteria)))
