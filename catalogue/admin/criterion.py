"""Selection criteria and their weights at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import SideBySide, each_language
from catalogue.admin.filters import EditionFilter
from catalogue.models import Criterion


@admin.register(Criterion)
class CriterionAdmin(SideBySide):
    """What applications are read for, in the words that applicants read."""

    list_display = ("title", "course", "edition", "weight", "position")
    list_filter = ("course", EditionFilter)
    search_fields = each_language("title")
    list_select_related = ("course", "edition__course")
    fieldsets = (
        (
            None,
            {
                "fields": (("course", "edition"), each_language("title"), ("weight", "key", "position")),
                "description": _("With an edition, they replace the course’s own, all together."),
            },
        ),
    )
