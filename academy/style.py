"""``/<language>/style/``: every colour, size, component and state of the site, from the templates the site uses."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import drawings

COLOURS = [
    "paper",
    "paper-sunk",
    "paper-raised",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "blue",
    "blue-deep",
    "blue-tint",
    "accent",
    "accent-tint",
    "good",
    "good-tint",
    "bad",
    "bad-tint",
    "ground",
]
SIZES = ["3xl", "2xl", "xl", "l", "m", "s", "xs"]
EDITION_STATES = ["open", "closing-soon", "announced", "closed", "running", "past", "own-pace", "called-off"]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Your name"), help_text=gettext_lazy("As you write it."))
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=[("it", gettext_lazy("Italy")), ("mx", gettext_lazy("Mexico"))]
    )
    financing = forms.ChoiceField(
        label=gettext_lazy("Who pays?"),
        choices=[("self", gettext_lazy("I do")), ("sponsor", gettext_lazy("A sponsor"))],
        widget=forms.RadioSelect,
    )
    letter = forms.FileField(label=gettext_lazy("Sponsorship letter"), required=False)
    motivation = forms.CharField(label=gettext_lazy("Why this course?"), widget=forms.Textarea)
    agreed = forms.BooleanField(label=gettext_lazy("What I wrote is true."))


@dataclass(frozen=True)
class Row:
    """A line of a sum."""

    label: str
    amount: Decimal
    note: str = ""
    total: bool = False


def style(request: HttpRequest) -> HttpResponse:
    """The page; only in demonstration mode is there an address that leads to it."""
    return render(request, "style.html", samples())


def samples() -> dict[str, Any]:
    """Made-up content for one of everything."""
    return {
        "colours": COLOURS,
        "sizes": SIZES,
        "edition_states": EDITION_STATES,
        "states": sample_states(),
        "crumbs": [{"label": _("Courses"), "url": "#"}, {"label": _("Style"), "url": ""}],
        "steps": sample_steps(),
        "rows": sample_sum(),
        "events": sample_events(),
        "timeline": drawings.timeline(sample_phases()),
        "curve": drawings.refund_curve(Decimal("2720.00"), sample_tiers(), date(2025, 6, 30)),
        "form": SampleForm(),
        "wrong_form": SampleForm({"name": "", "country": "xx", "financing": "sponsor"}, auto_id="id_wrong_%s"),
        "page": Paginator(range(50), 10).page(2),
        "first": date(2025, 6, 30),
        "last": date(2025, 8, 1),
        "price": Decimal("2720.00"),
    }


def sample_states() -> list[tuple[str, str]]:
    """States of applications, places and certificates with their words."""
    return [
        ("draft", _("Draft, not sent yet")),
        ("submitted", _("Received, being reviewed")),
        ("reserve", _("On the reserve list")),
        ("offered", _("A place is offered to you")),
        ("accepted", _("Accepted")),
        ("declined", _("Not selected")),
        ("withdrawn", _("Withdrawn")),
        ("turned-down", _("You turned the offer down")),
        ("lapsed", _("The offer was not taken up in time")),
        ("confirmed", _("Confirmed")),
        ("closed", _("Closed: the edition was called off")),
        ("cancelled", _("Cancelled")),
        ("called-off", _("Called off by the Centre")),
        ("issued", _("Issued")),
        ("revoked", _("Revoked")),
    ]


def sample_steps() -> list[dict[str, str]]:
    """A form half-way."""
    return [
        {"label": _("About you"), "url": "#", "state": "done"},
        {"label": _("Your work"), "url": "#", "state": "done"},
        {"label": _("Financing"), "url": "#", "state": "current"},
        {"label": _("Motivation"), "url": "#", "state": "to-do"},
        {"label": _("Send"), "url": "", "state": "to-do"},
    ]


def sample_sum() -> list[Row]:
    """The sum of somebody who cancels."""
    return [
        Row(_("Price of the course"), Decimal("2720.00")),
        Row(_("Paid"), Decimal("2720.00")),
        Row(_("Penalty"), Decimal("-1360.00"), note=_("%(percent)s %% of the price") % {"percent": 50}),
        Row(_("Bank charges"), Decimal("-15.00")),
        Row(_("Refund"), Decimal("1345.00"), total=True),
    ]


def sample_events() -> list[dict[str, object]]:
    """An application on its way."""
    return [
        {"label": _("You sent the application"), "day": date(2025, 5, 2), "done": True},
        {"label": _("You were accepted"), "day": date(2025, 5, 20), "done": True},
        {"label": _("Pay in full"), "day": date(2025, 6, 16), "done": False},
    ]


def sample_phases() -> list[drawings.Stretch]:
    """A course whose weeks online do not touch."""
    online = ((date(2025, 6, 30), date(2025, 7, 11)), (date(2025, 7, 21), date(2025, 7, 25)))
    return [
        drawings.Stretch(_("Online"), _("eCampus"), "online", online),
        drawings.Stretch(_("Residential"), _("Turin"), "residential", ((date(2025, 7, 14), date(2025, 7, 18)),)),
        drawings.Stretch(_("Follow-up"), _("eCampus"), "follow-up", ((date(2025, 7, 28), date(2025, 8, 1)),)),
    ]


def sample_tiers() -> list[drawings.Tier]:
    """The policy of open courses for a start on 30 June."""
    return [
        drawings.Tier(None, date(2025, 6, 16), 0),
        drawings.Tier(date(2025, 6, 17), date(2025, 6, 22), 50),
        drawings.Tier(date(2025, 6, 23), None, 100),
    ]
