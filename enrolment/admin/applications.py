"""The queue of applications, the page on which one is decided, and the letter beside it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from academy import clock, wording
from academy.desk import colleague, demand
from academy.errors import Refused
from academy.exports import Exporting
from academy.keeping.models import Matter
from catalogue.admin.filters import EditionFilter
from enrolment.admin import letter, sheet, sponsor
from enrolment.admin.applicants import Importing
from enrolment.admin.batch import BatchDecisions
from enrolment.admin.filters import ApplicationStateFilter, LetterFilter
from enrolment.admin.letter import LetterPages
from enrolment.admin.questions import Questions
from enrolment.admin.rates import Rates, may_correct
from enrolment.admin.readings import note
from enrolment.admin.reserve import ReservePage
from enrolment.admin.reviews import ReviewPages, reviews_of
from enrolment.admin.sponsor import AskingSponsors
from enrolment.admin.workbench import Workbench
from enrolment.forms.decide import DecisionForm
from enrolment.models import Application, Financing
from enrolment.operations.decide import DECISIONS
from enrolment.selectors.reviews import REVIEW
from enrolment.selectors.story import story
from enrolment.states import APPLICATION, DECIDABLE_APPLICATION


@admin.register(Application)
class ApplicationAdmin(
    AskingSponsors,
    LetterPages,
    BatchDecisions,
    ReviewPages,
    Questions,
    Rates,
    ReservePage,
    Workbench,
    Importing,
    Exporting,
):
    """Oldest first. Who may view reads; who may review also decides."""

    list_display = (
        *("who", "organization", "sector", "country_name", "in_edition", "paid_by"),
        *("complete", "has_letter", "sent", "waiting", "state"),
    )
    list_filter = (ApplicationStateFilter, EditionFilter, "sector", "financing", LetterFilter)
    list_per_page = 50
    search_fields = ("full_name", "applicant__email", "organization", "sponsor_name", "edition__code")
    ordering = ("submitted_at", "pk")
    sortable_by = ("who", "organization", "sector", "sent", "state")
    show_facets = admin.ShowFacets.NEVER
    plain = {"sent": "submitted_at"}
    change_list_template = "admin/enrolment/applications.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """All that a row of the list reads, in three queries."""
        rows = super().get_queryset(request).select_related("applicant", "edition__course", "letter")
        return rows.select_related("nominee__nomination").prefetch_related("wishes")

    def get_urls(self) -> list[Any]:
        """The letter and the decision on several, before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("decide/", view(self.decide_many), name="enrolment_application_decide"),
            *self.letter_urls(),
            *self.export_urls(),
            *self.import_urls(),
            path("<int:key>/group/", view(self.accept_group), name="enrolment_application_accept_group"),
            path("<int:key>/sponsor/", view(self.ask_sponsor), name="enrolment_application_ask_sponsor"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The application beside its letter; a POST is a decision."""
        application = self.row(request, object_id)
        if request.method != "POST":
            return self.show(request, application, DecisionForm(initial={"seen": application.state}))
        demand(request, REVIEW)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.show(request, application, form, status=422)
        return self.decided(request, application, form)

    def decided(self, request: HttpRequest, application: Application, form: DecisionForm) -> HttpResponse:
        """Decide, say so and offer the next one; what is refused comes back with the words that were typed."""
        verb, why, seen = (form.cleaned_data[name] for name in ("verb", "why", "seen"))
        try:
            DECISIONS[verb](application, by=colleague(request), why=why, seen=seen, now=clock.now())
        except Refused as refusal:
            application.refresh_from_db()
            form.again(application.state)
            form.add_error(None, str(refusal))
            return self.show(request, application, form, status=409)
        application.refresh_from_db()
        messages.success(request, self.said(application))
        return redirect("admin:enrolment_application_change", application.pk)

    def said(self, application: Application) -> str:
        """“Amina Diallo: accepted. The letter is on its way. Next in the queue: …”."""
        done = _("%(person)s: %(state)s. The letter is on its way.") % {
            "person": application.full_name,
            "state": application.get_state_display(),
        }
        coming = Application.objects.next_to_review(application)
        if coming is None:
            nobody = _("Nobody else is waiting for a first decision.")
            return f"{done} {nobody}"
        link = reverse("admin:enrolment_application_change", args=[coming.pk])
        return format_html('{} {} <a href="{}">{}</a>', done, _("Next in the queue:"), link, coming.full_name)

    def show(
        self, request: HttpRequest, application: Application, form: DecisionForm, status: int = 200, **more: Any
    ) -> HttpResponse:
        """The review page; ``more`` are forms of the reviews that are shown once more."""
        note(request, Matter.APPLICATION, [application])
        may = self.has_review_permission(request)
        legal = [verb for verb in DECISIONS if APPLICATION.allows(verb, application.state)]
        return self.page(
            request,
            "application",
            application.full_name or str(application.applicant),
            status=status,
            application=application,
            answers=sheet.answers(application),
            may_correct_rate=may_correct(request, application),
            missing=sheet.lacking(application),
            duplicates=sheet.duplicates(application),
            wishes=sheet.wishes(application),
            seats=sheet.seats(application),
            form=form,
            verbs=legal if may else [],
            may_review=may,
            may_ask_more=may and APPLICATION.allows("ask", application.state),
            next=Application.objects.next_to_review(application),
            **letter.sheet(application),
            **sponsor.sheet(request, application),
            story=story(application, colleague(request)),
            **reviews_of(request, application, **more),
        )

    def reviews_again(self, request: HttpRequest, application: Application, status: int, **forms: Any) -> HttpResponse:
        """The review page with a review that was not kept."""
        form = DecisionForm(initial={"seen": application.state})
        return self.show(request, application, form, status=status, **forms)

    @admin.display(description=gettext_lazy("applicant"), ordering="full_name")
    def who(self, application: Application) -> str:
        """The name, or the account's where it is not filled in yet."""
        return application.full_name or str(application.applicant)

    @admin.display(description=gettext_lazy("country"))
    def country_name(self, application: Application) -> str:
        """Where the applicant works."""
        return sheet.words(application, "country")

    @admin.display(description=gettext_lazy("edition"))
    def in_edition(self, application: Application) -> str:
        """The code, which is shorter than the name."""
        return application.edition.code or application.edition.slug

    @admin.display(description=gettext_lazy("who pays"))
    def paid_by(self, application: Application) -> str:
        """The sponsor's name, or oneself."""
        return _("the applicant") if application.financing == Financing.SELF else application.sponsor_name

    @admin.display(description=gettext_lazy("complete"))
    def complete(self, application: Application) -> str:
        """Yes, or what is missing."""
        missing = sheet.lacking(application)
        return _("Missing: %(fields)s") % {"fields": ", ".join(missing)} if missing else _("yes")

    @admin.display(description=gettext_lazy("sponsorship letter"))
    def has_letter(self, application: Application) -> str:
        """Whether the sponsor's letter is there; a dash where none is needed."""
        if application.financing != Financing.SPONSOR:
            return "–"
        return _("yes") if application.letter else _("no")

    @admin.display(description=gettext_lazy("sent"), ordering="submitted_at")
    def sent(self, application: Application) -> str:
        """The day in Turin; its year is that of the edition."""
        return wording.short_day(application.submitted_at) if application.submitted_at else ""

    @admin.display(description=gettext_lazy("waiting"), ordering="submitted_at")
    def waiting(self, application: Application) -> str:
        """Days since it was sent, while it is not decided."""
        if application.submitted_at is None or application.state not in DECIDABLE_APPLICATION:
            return ""
        days = -clock.days_until(clock.civil_day(application.submitted_at), clock.now())
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
