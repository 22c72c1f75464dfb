"""The prose of courses and editions at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import SideBySide, each_language
from catalogue.admin.filters import EditionFilter
from catalogue.models import Passage


@admin.register(Passage)
class PassageAdmin(SideBySide):
    """One text under one heading, in its languages side by side."""

    list_display = ("course", "kind", "edition")
    list_display_links = ("kind",)
    list_filter = ("course", "kind", EditionFilter)
    search_fields = ("text", "edition__code")
    list_select_related = ("course", "edition__course")
    fieldsets = (
        (
            None,
            {
                "fields": (("course", "edition", "kind"), each_language("text")),
                "description": _("With an edition, the text replaces the course’s own under the same heading."),
            },
        ),
    )
