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
from catalogue import seats
from catalogue.facts import dates_of, status_of
from catalogue.models import Edition
from catalogue.rules.life import Step, life, needs
from catalogue.selectors.readiness import RECORDS, draft_of, gaps_of, in_words


def missing_list(edition: Edition) -> str:
    """What no step of its life needs and would be good, as a list; of an edition not saved yet there is nothing."""
    gaps = gaps_of(edition, clock.today()) if edition.pk else []
    needed = {in_words(gap) for lacking in needs(draft_of(edition, clock.today())).values() for gap in lacking}
    wanted = [words for gap in gaps if (words := in_words(gap)) not in needed]
    return render_to_string("admin/catalogue/missing.html", {"wanted": wanted})


def life_list(edition: Edition) -> str:
    """The steps from draft to past, those that are reached marked, and what each of the others still needs."""
    today = clock.today()
    confirmed = edition.confirmed_at and clock.civil_day(edition.confirmed_at)
    to_come = edition.pk and status_of(edition, today) not in RECORDS
    lacking = needs(draft_of(edition, today)) if to_come else {}
    stages = life(dates_of(edition), today, published=edition.published, confirmed=confirmed, lacking=lacking)
    words = {
        Step.DRAFT: _("Draft"),
        Step.ANNOUNCED: _("Announced"),
        Step.OPEN: _("Open for applications"),
        Step.CONFIRMED: _("Confirmed to take place"),
        Step.RUNNING: _("Running now"),
        Step.PAST: _("Past edition"),
    }
    context = {
        "stages": [(stage, words[stage.step], [in_words(gap) for gap in stage.needs]) for stage in stages],
        "minimum": edition.minimum,
        "taken": seats.taken(edition.pk).places if edition.pk and edition.minimum else 0,
        "called_off": edition.cancelled,
    }
    return render_to_string("admin/catalogue/life.html", context)


def missing_count(edition: Edition) -> str:
    """How many things are required and how many more would be good; a dash where there are none."""
    gaps = gaps_of(edition, clock.today())
    required = sum(gap.required for gap in gaps)
    wanted = len(gaps) - required
    said = [_("%(required)s required") % {"required": required}] if required else []
    said += [_("%(wanted)s good to have") % {"wanted": wanted}] if wanted else []
    return ", ".join(said) or "–"


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
