"""What staff type about the catalogue outside Django's own forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Edition


class CopyForm(forms.Form):
    """When the copy begins and how it is found; without words for its address, its code is the address."""

    starts = forms.DateField(
        label=_("First day"),
        help_text=_("Phases and the days for applications move along by as many days."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    code = forms.CharField(
        label=_("Code"), max_length=Edition._meta.get_field("code").max_length, required=False, strip=True
    )
    slug = forms.SlugField(
        label=_("Address"), required=False, help_text=_("Readable words; left empty, the code is the address.")
    )

    def clean(self) -> dict[str, Any]:
        """An edition needs an address."""
        values = super().clean() or {}
        if "slug" in values and not values["slug"]:
            values["slug"] = values.get("code", "")
            if not values["slug"]:
                self.add_error("slug", _("Please give a code or an address."))
        return values
