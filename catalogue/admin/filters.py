"""What lists of the desk can be narrowed to, whichever app they belong to."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import Edition

MOST_EDITIONS = 100


class EditionFilter(admin.SimpleListFilter):
    """Editions that have rows in the list, the latest first."""

    title = _("edition")
    parameter_name = "edition"
    path = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The latest of them, and the one that is chosen: others are found by their code. Two queries at most."""
        rows = model_admin.model.objects.filter(**{self.path: OuterRef("pk")}).order_by()
        editions = Edition.objects.select_related("course")
        found = list(editions.filter(Exists(rows))[:MOST_EDITIONS])
        value = self.value() or ""
        if value.isdecimal() and all(edition.pk != int(value) for edition in found):
            found += editions.filter(pk=int(value))
        return [(str(edition.pk), str(edition)) for edition in found]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows of one edition."""
        value = self.value() or ""
        return queryset.filter(**{self.path: int(value)}) if value.isdecimal() else queryset
