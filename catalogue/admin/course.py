"""Courses, their thematic areas and their weeks at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from catalogue.admin.common import ChildLists, LanguageChoices, SideBySide, each_language
from catalogue.models import Course, Criterion, Edition, Module, Passage, ThematicArea, Week


@admin.register(Course)
class CourseAdmin(LanguageChoices, ChildLists):
    """What is taught. Texts under headings, areas, weeks and editions have pages of their own."""

    child_lists = (
        (Edition, "course"),
        (Passage, "course"),
        (Criterion, "course"),
        (ThematicArea, "course"),
        (Week, "course"),
    )
    list_display = ("title", "abbreviation", "kind", "diploma_eligible", "gives_certificate", "position")
    list_filter = ("kind", "diploma_eligible", "gives_certificate")
    search_fields = ("title", "abbreviation", "summary")
    prepopulated_fields = {"slug": each_language("title")}
    fieldsets = (
        (None, {"fields": (each_language("title"), ("slug", "abbreviation", "kind"))}),
        (
            _("In the list of courses"),
            {
                "fields": (
                    each_language("summary"),
                    each_language("level"),
                    each_language("duration"),
                    "languages",
                    "position",
                )
            },
        ),
        (
            _("Certificate and diploma"),
            {
                "fields": ("gives_certificate", ("diploma_eligible", "diploma_required")),
                "description": _("A course counts for the diploma only with a Certificate of Achievement."),
            },
        ),
    )


@admin.register(ThematicArea)
class ThematicAreaAdmin(SideBySide):
    """The fields into which electives are sorted."""

    list_display = ("title", "course", "position")
    list_filter = ("course",)
    search_fields = each_language("title")
    list_select_related = ("course",)
    fieldsets = ((None, {"fields": ("course", each_language("title"), each_language("about"), ("key", "position"))}),)


class ModuleInline(TranslationStackedInline):
    """The modules of a week."""

    model = Module
    extra = 0
    classes = ("collapse",)
    fieldsets = ((None, {"fields": ("number", each_language("title"), each_language("topics"))}),)


@admin.register(Week)
class WeekAdmin(SideBySide):
    """A week with its modules."""

    list_display = ("title", "course", "number")
    list_filter = ("course",)
    list_select_related = ("course",)
    inlines = (ModuleInline,)
    fieldsets = ((None, {"fields": (("course", "number"), each_language("title"))}),)
