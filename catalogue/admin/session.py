"""Sessions at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import LanguageChoices, SideBySide, each_language
from catalogue.admin.filters import EditionFilter
from catalogue.models import Session


@admin.register(Session)
class SessionAdmin(LanguageChoices, SideBySide):
    """A webinar, plenary, elective session or field visit."""

    list_display = ("title", "kind", "starts_at", "ends_at", "place", "edition")
    list_filter = ("kind", EditionFilter)
    search_fields = ("title", "edition__code")
    list_select_related = ("edition__course",)
    date_hierarchy = "starts_at"
    fieldsets = (
        (None, {"fields": (("edition", "phase"), ("kind", "elective"), each_language("title"))}),
        (
            _("When and where"),
            {
                "fields": (("starts_at", "ends_at"), each_language("place"), "online_address"),
                "description": _("Times are Turin’s; each participant also sees them in their own."),
            },
        ),
        (_("How"), {"fields": (("language", "interpreted"),)}),
    )

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """An address that is typed without its scheme is a secure one."""
        if db_field.name == "online_address":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)
