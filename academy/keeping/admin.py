"""Personal data at the desk: who read what, and what should be gone."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from academy import clock
from academy.desk import ReadOnly, demand
from academy.keeping.models import Erasure, Reading
from academy.keeping.table import dues, kept

NIGHTS = timedelta(days=2)


@admin.register(Reading)
class ReadingAdmin(ReadOnly):
    """Newest first, found by who read or about whom."""

    list_display = ("at", "by", "matter", "subject", "about")
    list_filter = ("matter",)
    list_select_related = ("by", "subject")
    list_per_page = 50
    search_fields = ("by__email", "by__name", "subject__email", "subject__name", "about")
    date_hierarchy = "at"
    show_facets = admin.ShowFacets.NEVER


@admin.register(Erasure)
class ErasureAdmin(ReadOnly):
    """Accounts that are to be erased or were, and, under “due”, everything that should have gone by now."""

    list_display = ("person", "state", "idle", "asked_at", "on")
    list_filter = ("state", "idle")
    list_select_related = ("person",)
    list_per_page = 50
    change_list_template = "admin/keeping/erasures.html"
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[Any]:
        """The page of what is overdue, before Django's own addresses."""
        return [path("due/", self.admin_site.admin_view(self.due), name="keeping_due"), *super().get_urls()]

    def due(self, request: HttpRequest) -> HttpResponse:
        """How many rows of each kind are due today, how many were two nights ago, and the table of what is kept."""
        demand(request, "keeping.view_erasure")
        today = clock.today()
        rows = [(due.what, due.rows(today).count(), due.rows(today - NIGHTS).count()) for due in dues()]
        return self.page(request, "due", _("Personal data that is due to go"), rows=rows, kept=kept())
