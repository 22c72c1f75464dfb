"""Phases and their periods at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import Rows, SideBySide, each_language
from catalogue.admin.filters import EditionFilter
from catalogue.models import Period, Phase
from catalogue.operations.dates import follow_the_phases


class PeriodInline(Rows, admin.TabularInline):
    """The days on which the phase runs."""

    model = Period
    extra = 1


@admin.register(Phase)
class PhaseAdmin(SideBySide):
    """A phase; its periods decide the first and last day of the edition."""

    list_display = ("edition", "position", "kind", "place", "weeks")
    list_display_links = ("kind",)
    list_filter = ("kind", EditionFilter)
    search_fields = ("edition__code", "place")
    list_select_related = ("edition__course",)
    inlines = (PeriodInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (("edition", "position", "kind"), each_language("place"), "weeks", each_language("content")),
                "description": _("A phase that pauses has several periods, below."),
            },
        ),
    )

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save the periods, then let the edition follow them."""
        super().save_related(request, form, formsets, change)
        follow_the_phases(form.instance.edition)

    def delete_model(self, request: HttpRequest, obj: Phase) -> None:
        """Delete the phase, then let the edition follow those that remain."""
        super().delete_model(request, obj)
        follow_the_phases(obj.edition)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Phase]) -> None:
        """Delete several phases, then let their editions follow those that remain."""
        editions = {phase.edition for phase in queryset.select_related("edition")}
        super().delete_queryset(request, queryset)
        for edition in editions:
            follow_the_phases(edition)
