"""Private files at the desk: that they exist and have not changed. They are read where they belong, not here."""

from django.contrib import admin

from academy.desk import ReadOnly
from academy.documents.models import Document


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    """Newest first."""

    list_display = ("title", "content_type", "size", "created_at")
    list_filter = ("content_type",)
    search_fields = ("title", "sha256")
    ordering = ("-created_at",)
    fields = ("title", "content_type", "size", "sha256", "created_at")
    show_facets = admin.ShowFacets.NEVER
