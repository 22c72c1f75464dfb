"""Final assignments and group work at the desk: what is asked, by when, and by which rules."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from catalogue.admin.common import Rows, SideBySide, each_language
from catalogue.models import FinalAssignment, GroupRole, GroupWork, MarkingCriterion


class CriterionInline(Rows, TranslationTabularInline):
    """By what it is marked."""

    model = MarkingCriterion
    extra = 0


class RoleInline(Rows, TranslationTabularInline):
    """What the members of a team play, in the order in which they are given out."""

    model = GroupRole
    extra = 0


class CourseworkAdmin(SideBySide):
    """One for each edition."""

    list_display = ("edition", "due", "counts", "pass_mark")
    list_filter = (("edition", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("edition__code",)
    list_select_related = ("edition__course",)
    ordering = ("-due",)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Several countries are chosen in a native list."""
        found = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "countries" and found:
            found.widget.attrs["size"] = 8
        return found


@admin.register(FinalAssignment)
class FinalAssignmentAdmin(CourseworkAdmin):
    """What each participant hands in."""

    inlines = (CriterionInline,)
    fieldsets = (
        (None, {"fields": ("edition", each_language("task"), ("takes", "counts"))}),
        (
            _("When"),
            {
                "fields": (("due", "late_days", "late_points", "resubmit_days"),),
                "description": _("The day ends at midnight in Turin. Extensions are given on the page of a place."),
            },
        ),
        (_("Marking"), {"fields": (("pass_mark", "most_apart"),)}),
    )


@admin.register(GroupWork)
class GroupWorkAdmin(CourseworkAdmin):
    """What teams hand in."""

    inlines = (RoleInline,)
    fieldsets = (
        (None, {"fields": ("edition", each_language("task"), ("counts", "pass_mark"))}),
        (_("When"), {"fields": ("due",), "description": _("The day ends at midnight in Turin.")}),
        (_("Teams"), {"fields": ("team_size", "countries")}),
    )
