"""What the lists of the desk can be narrowed to."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from academy import clock
from academy.states import Table
from enrolment.models import Application, Place
from enrolment.states import APPLICATION, PLACE


def words(table: Table) -> list[tuple[str, str]]:
    """The states of a table as a filter shows them, with a capital letter."""
    return [(name, capfirst(str(label))) for name, label in table.choices]


class WithDefault(admin.SimpleListFilter):
    """A filter that narrows even when nothing is chosen; ``default_label`` says to what."""

    default_label: Any = _("All")

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The default takes the place of “All”."""
        rows = super().choices(changelist)
        yield {**next(rows), "display": self.default_label}
        yield from rows


class ApplicationStateFilter(WithDefault):
    """To be decided, unless another state or a lost letter is chosen or somebody is searched for; no drafts unasked."""

    title = _("state")
    parameter_name = "state"
    default_label = _("To be decided")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every state, and all that was ever sent."""
        return [("sent", _("All that were sent")), *words(APPLICATION)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The applications of the chosen state."""
        chosen = self.value()
        if chosen == "sent" or (chosen is None and (request.GET.get("q") or request.GET.get("letter"))):
            return queryset.exclude(state="draft")
        return queryset.filter(state=chosen) if chosen else queryset.to_decide()


class LetterFilter(admin.SimpleListFilter):
    """Applications for which another letter is awaited, because the scanner found something in the first."""

    title = _("sponsorship letter")
    parameter_name = "letter"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The one thing that is looked for, where there is any."""
        shown = self.parameter_name in request.GET or Application.objects.with_lost_letter(clock.today()).exists()
        return [("lost", _("Deleted by the virus scanner"))] if shown else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those applications, or all."""
        return queryset.with_lost_letter(clock.today()) if self.value() == "lost" else queryset


class PlaceStateFilter(WithDefault):
    """Places that are held, unless another state is chosen or somebody is searched for."""

    title = _("state")
    parameter_name = "state"
    default_label = _("Confirmed")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All of them, or those that were given back."""
        return [("all", _("All")), *(choice for choice in words(PLACE) if choice[0] != "confirmed")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The places of the chosen state; money can be owed on cancelled ones, so a choice of money shows them."""
        chosen = self.value()
        if chosen == "all" or (chosen is None and (request.GET.get("q") or request.GET.get("money"))):
            return queryset
        return queryset.filter(state=chosen) if chosen else queryset.holding_a_seat()


class MoneyFilter(admin.SimpleListFilter):
    """What is owed, either way; for who may see money."""

    title = _("money")
    parameter_name = "money"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """By the sign of the balance; “late” is what should have been paid two weeks before the start."""
        return [
            ("owed", _("Still to be paid")),
            ("late", _("To be paid, start within 14 days or past")),
            ("started", _("Not paid, and started")),
            ("refund", _("Refund due")),
            ("settled", _("Settled")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The places whose ledger has that balance; all ledgers are added up only when it is asked."""
        places: Any = Place.objects.order_by().with_money()
        narrow = {
            "owed": places.owing,
            "late": partial(places.late, clock.today()),
            "started": partial(places.unpaid_at_the_start, clock.today()),
            "refund": places.with_refund_due,
            "settled": places.settled,
        }.get(self.value() or "")
        return queryset.filter(pk__in=narrow().values("pk")) if narrow else queryset


class ChangeFilter(admin.SimpleListFilter):
    """Places for which a change of plan is under way."""

    title = _("change of plan")
    parameter_name = "change"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What the participant or the sponsor wants."""
        return [("transfer", _("Asks to move")), ("substitute", _("Has named a substitute"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The places with an open request; one place has one at most."""
        narrow = {"transfer": Q(transfers__state="asked"), "substitute": Q(substitutions__state="named")}
        chosen = narrow.get(self.value() or "")
        return queryset.filter(pk__in=Place.objects.filter(chosen).values("pk")) if chosen else queryset


class StayFilter(admin.SimpleListFilter):
    """Who has told about a stay that is to come, and who has not."""

    title = _("stay")
    parameter_name = "stay"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The two kinds."""
        return [("told", _("Told")), ("waiting", _("Not told yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The places of that kind."""
        if self.value() == "told":
            return queryset.filter(application__stay__told_at__isnull=False)
        return queryset.with_a_stay_to_tell(clock.today()) if self.value() == "waiting" else queryset
