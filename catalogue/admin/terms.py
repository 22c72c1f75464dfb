"""Cancellation policies at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.common import Rows, SideBySide, each_language
from catalogue.models import CancellationPolicy, CancellationTier


class TierInline(Rows, admin.TabularInline):
    """The tiers of a policy."""

    model = CancellationTier
    extra = 0


@admin.register(CancellationPolicy)
class CancellationPolicyAdmin(SideBySide):
    """What leaving an edition costs."""

    list_display = ("name", "alternatives_notice_days", "bank_charges")
    search_fields = ("name", "key")
    inlines = (TierInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (each_language("name"), "key", ("alternatives_notice_days", "bank_charges")),
                "description": _(
                    "A change applies to places that are given from now on; the terms of a place that was given "
                    "stay as they were agreed."
                ),
            },
        ),
    )
