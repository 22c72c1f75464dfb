"""How a note is laid out: its parts in the order of a brochure, each under its heading and with its own template.

A part stands in the brochure when the data has something to say in it, and is left out otherwise; contents, bookmarks
and pages all follow from the one list.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from academy.drawings import Stretch, Tier, refund_curve, timeline
from catalogue.models import PassageKind
from certificates.drawings import rosette

Data = Mapping[str, Any]
# Wherever a brochure begins to look like a leaflet or a book, it is set in the next size.
SIZES = ("usual", "airy", "tight")
PAGES = range(6, 13)


class Part(NamedTuple):
    """A part by its key, which is also its address inside the document; a passage brings its own words."""

    key: str
    heading: Any
    template: str
    wanted: Callable[[Data], Any] = lambda data: True


def passage(kind: PassageKind) -> Part:
    """Words from the catalogue under the heading that the page has as well."""
    return Part(kind.value, kind.label, "passage", lambda data: kind in by_kind(data))


def by_kind(data: Data) -> dict[str, str]:
    """The run of the text, passage by passage."""
    return {one["kind"]: one["text"] for one in data.get("passages", [])}


PARTS = (
    Part(
        "introduction",
        PassageKind.INTRODUCTION.label,
        "introduction",
        lambda data: data.get("figures") or "introduction" in by_kind(data),
    ),
    passage(PassageKind.FEATURES),
    passage(PassageKind.OBJECTIVES),
    passage(PassageKind.AUDIENCE),
    passage(PassageKind.CONTENTS),
    passage(PassageKind.SOURCES),
    Part("areas", _("Thematic areas and electives"), "areas", lambda data: data.get("areas")),
    Part("weeks", _("Weeks and modules"), "weeks", lambda data: data.get("weeks")),
    passage(PassageKind.STRUCTURE),
    passage(PassageKind.METHODS),
    Part("certificate", _("Certificate"), "certificate"),
    passage(PassageKind.BENEFITS_PERSON),
    passage(PassageKind.BENEFITS_ORGANIZATION),
    passage(PassageKind.ACTION_PLAN),
    passage(PassageKind.LANGUAGES),
    Part("platform", _("Learning online"), "platform", lambda data: data["learns_online"]),
    Part("applying", _("How to apply"), "applying"),
    Part("price", _("Price"), "price", lambda data: data.get("parts") or not data["archived"]),
    Part("diploma", _("Diploma"), "diploma", lambda data: data["counts_for_diploma"]),
    Part("campus", _("The campus in Turin"), "campus", lambda data: data["face_to_face"] and data["in_turin"]),
    Part("cancelling", _("If you cannot come"), "cancelling", lambda data: data.get("costs")),
)


def arranged(data: Data) -> dict[str, Any]:
    """What the template needs beside the thawed data of a note: its parts, and what is drawn of it."""
    texts = by_kind(data)
    contents = [
        {"key": part.key, "heading": str(part.heading), "template": f"pdf/note/{part.template}.html"}
        | ({"text": texts[part.key]} if part.key in texts else {})
        for part in PARTS
        if part.wanted(data)
    ]
    listed = [*contents, {"key": "contact", "heading": gettext("Contact")}]
    half = (len(listed) + 1) // 2
    columns = [listed[:half], listed[half:]]
    return {"contents": contents, "columns": columns, "rosette": rosette(data["edition"])} | drawings(data)


def drawings(data: Data) -> dict[str, Any]:
    """The phases on their axis, and what cancelling costs; what cannot be drawn has no key."""
    found: dict[str, Any] = {"timeline": timeline([stretch(phase) for phase in data.get("phases", [])])}
    if data.get("costs") and "total" in data and "starts" in data:
        tiers = [Tier(cost.get("since"), cost.get("until"), cost["percent"]) for cost in data["costs"]]
        found["curve"] = refund_curve(data["total"], tiers, data["starts"])
    return {name: drawing for name, drawing in found.items() if drawing}


def stretch(phase: Data) -> Stretch:
    """A phase of the note's data as the drawing wants it."""
    periods = tuple((period["starts"], period["ends"]) for period in phase.get("periods", []))
    return Stretch(phase["kind"], phase["place"], phase["key"], periods)
