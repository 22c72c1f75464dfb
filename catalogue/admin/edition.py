"""Editions, their electives and their figures at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from academy import clock
from catalogue.admin.common import LanguageChoices, Rows, SideBySide, each_language
from catalogue.admin.confirm import ConfirmPage
from catalogue.admin.filters import EditionFilter
from catalogue.admin.readiness import MissingFilter, PublishingForm, life_list, missing_count, missing_list
from catalogue.facts import status_of
from catalogue.models import (
    Criterion,
    Edition,
    Elective,
    Figure,
    FinalAssignment,
    GroupWork,
    Passage,
    Period,
    Phase,
    PricePart,
    Rate,
    Requirement,
    Session,
)
from catalogue.operations.dates import follow_the_phases
from catalogue.rules.life import Step
from catalogue.selectors.readiness import for_readiness


class PhaseInline(Rows, TranslationTabularInline):
    """The phases in their order; the days of each stand on its own page, behind “Change”."""

    model = Phase
    extra = 0
    fields = ("position", "kind", "place", "weeks")
    show_change_link = True
    classes = ("collapse",)


class PricePartInline(Rows, admin.TabularInline):
    """The parts of the price."""

    model = PricePart
    extra = 0


class RequirementInline(Rows, admin.TabularInline):
    """What completes the edition."""

    model = Requirement
    extra = 0


@admin.register(Edition)
class EditionAdmin(LanguageChoices, ConfirmPage):
    """A dated run. Electives, passages and figures have lists of their own."""

    form = PublishingForm
    child_lists = (
        (Elective, "edition"),
        (Phase, "edition"),
        (Rate, "edition"),
        (Session, "edition"),
        (FinalAssignment, "edition"),
        (GroupWork, "edition"),
        (Passage, "edition"),
        (Criterion, "edition"),
        (Figure, "edition"),
    )
    list_display = ("__str__", "status", "missing_short", "starts", "applications_close", "published")
    list_filter = (MissingFilter, "course", "delivery", "published", "archived", "cancelled", "demonstration")
    search_fields = ("code", "slug", "title", "course__title")
    date_hierarchy = "starts"
    list_select_related = ("course",)
    readonly_fields = ("status", "life", "missing", "cancelled")
    view_on_site = False  # its page, or its preview, is among the links above the form
    inlines = (PhaseInline, PricePartInline, RequirementInline)
    fieldsets = (
        (None, {"fields": ("course", ("code", "slug"), each_language("title"), "status", "life", "missing")}),
        (
            _("When"),
            {
                "fields": (("starts", "ends"), each_language("duration"), ("applications_open", "applications_close")),
                "description": _(
                    "Days in Turin, both included. Where phases have periods, those decide the first and the last day."
                ),
            },
        ),
        (
            _("How"),
            {
                "fields": (
                    "delivery",
                    "languages",
                    "learning_hours",
                    ("capacity", "minimum", "answer_days", "stay_days", "electives_to_choose"),
                    "areas_absent",
                )
            },
        ),
        (_("Terms"), {"fields": ("policy", "participation_percent")}),
        (_("Who sees it"), {"fields": (("published", "archived", "cancelled", "demonstration"),)}),
    )

    @admin.display(description=_("status"))
    def status(self, edition: Edition) -> str:
        """Where it stands today, in the words of the public page; nobody reads a draft yet, whatever its days."""
        status = status_of(edition, clock.today()) if edition.published else Step.DRAFT
        return render_to_string("components/edition-status.html", {"status": status})

    @admin.display(description=_("its life"))
    def life(self, edition: Edition) -> str:
        """Its steps from draft to past, with what each still needs."""
        return life_list(edition)

    @admin.display(description=_("good to have"))
    def missing(self, edition: Edition) -> str:
        """What it lacks and no step needs, as a list."""
        return missing_list(edition)

    @admin.display(description=_("still missing"))
    def missing_short(self, edition: Edition) -> str:
        """How much it lacks, for a cell of the list."""
        return missing_count(edition)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """With what tells whether something is missing."""
        return for_readiness(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> tuple[str, ...]:
        """The first and last day are written by hand only while no phase says them."""
        fields = tuple(super().get_readonly_fields(request, obj))
        follows = obj is not None and Period.objects.filter(phase__edition=obj).exists()
        return (*fields, "starts", "ends") if follows else fields

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save the phases, then let the edition follow them."""
        super().save_related(request, form, formsets, change)
        follow_the_phases(form.instance)


@admin.register(Elective)
class ElectiveAdmin(LanguageChoices, SideBySide):
    """An elective of an Academy edition."""

    list_display = ("title", "edition", "area", "language", "delivery", "schedule", "capacity")
    list_filter = ("area", "language", "delivery", EditionFilter)
    search_fields = ("title", "edition__code")
    list_select_related = ("edition__course", "area")
    fieldsets = (
        (None, {"fields": (("edition", "area", "phase"), each_language("title"), each_language("about"))}),
        (
            _("How"),
            {"fields": (("language", "interpreted", "delivery"), each_language("schedule"), ("slot", "capacity"))},
        ),
        (_("In lists"), {"fields": (("key", "position"),), "classes": ("collapse",)}),
    )


@admin.register(Figure)
class FigureAdmin(SideBySide):
    """A number that an edition’s text rests on."""

    list_display = ("value", "label", "edition")
    list_filter = (EditionFilter,)
    search_fields = ("value", "label")
    list_select_related = ("edition__course",)
    fieldsets = ((None, {"fields": ("edition", each_language("value"), each_language("label"), ("key", "position"))}),)
