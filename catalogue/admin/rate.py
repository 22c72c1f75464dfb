"""Prices for kinds of participants at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import Rows, SideBySide, each_language
from catalogue.models import Rate, RatePart


class RatePartInline(Rows, admin.TabularInline):
    """The parts; a rate has one at least, of 0.00 where nothing is paid."""

    model = RatePart
    extra = 1
    min_num = 1
    validate_min = True


@admin.register(Rate)
class RateAdmin(SideBySide):
    """A rate; the usual price stands on the edition itself."""

    list_display = ("title", "edition", "position")
    list_filter = (("edition", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("title", "edition__code")
    list_select_related = ("edition__course",)
    inlines = (RatePartInline,)
    fieldsets = (
        (
            None,
            {
                "fields": ("edition", each_language("title"), "position"),
                "description": _(
                    "Applicants choose it where they say who pays; staff can correct it until the place is given. "
                    "Nothing changes for places that were given."
                ),
            },
        ),
    )
