"""What an edition still lacks, at the desk: as a list, in a cell, as a filter, and as the reason not to publish."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock
from catalogue.models import Edition
from catalogue.selectors.readiness import gaps_of, in_words


def missing_list(edition: Edition) -> str:
    """What is required and what else would be good, as two lists; of an edition not saved yet there is nothing."""
    gaps = gaps_of(edition, clock.today()) if edition.pk else []
    required = [in_words(gap) for gap in gaps if gap.required]
    wanted = [in_words(gap) for gap in gaps if not gap.required]
    return render_to_string("admin/catalogue/missing.html", {"required": required, "wanted": wanted})


def missing_count(edition: Edition) -> str:
    """How many things are required and how many more would be good."""
    gaps = gaps_of(edition, clock.today())
    required = sum(gap.required for gap in gaps)
    if not gaps:
        return "–"
    return _("%(required)s required, %(wanted)s more") % {"required": required, "wanted": len(gaps) - required}


class MissingFilter(admin.SimpleListFilter):
    """Editions that lack something; those that are over are nobody's work any more."""

    title = gettext_lazy("still missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Two choices."""
        return [("required", _("Something required")), ("any", _("Anything"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        """The editions of which the rule says so; ``queryset`` is one ``for_readiness``, as the list's is."""
        if self.value() not in ("required", "any"):
            return queryset
        today = clock.today()
        to_come = queryset.filter(Q(ends=None) | Q(ends__gte=today), archived=False, cancelled=False)
        lacking = [
            edition.pk
            for edition in to_come
            if any(gap.required or self.value() == "any" for gap in gaps_of(edition, today))
        ]
        return queryset.filter(pk__in=lacking)


class PublishingForm(forms.ModelForm):
    """Refuses to publish an edition that lacks what people need before they apply.

    Only the step is refused: one that is published already can be saved, so that its mistakes can be put right.
    What belongs to the edition counts as it is kept, not as it stands in the same form.
    """

    def _post_clean(self) -> None:
        """Once the edition has its new values: look at what it would show."""
        super()._post_clean()  # type: ignore[misc]
        edition = self.instance
        if not edition.published or "published" not in self.changed_data or self.errors:
            return
        required = [in_words(gap) for gap in gaps_of(edition, clock.today()) if gap.required]
        if required:
            said = _("It cannot be published yet. Save it without this tick, add what is missing, then publish it.")
            self.add_error("published", [said, *required])
            edition.published = False  # the page that is shown again speaks of the edition as it is
