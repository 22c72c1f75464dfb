"""What a note says that an earlier note of the same edition said otherwise, in words and line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock, wording
from catalogue.models import Edition
from catalogue.rules.difference import Piece, difference
from certificates.frozen import fingerprint, thaw
from certificates.models import InformationNote
from certificates.note import note_of
from enrolment.models import Application

MOST = 5
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """A part of the note by its heading, with the pieces that lead from the earlier words to those of now."""

    heading: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Since:
    """An earlier note by the day that is printed on it, and all that is different now."""

    day: date
    differences: list[Difference]


def changes_since(edition: Edition, language: str) -> list[Since]:
    """For each of the latest earlier notes that somebody can have received, the newest first, what is different now.

    ``edition`` comes from ``for_note``. A note whose words are all the same, because only its layout or the Centre's
    own pages changed, is left out.
    """
    now = note_of(edition, language)
    made = InformationNote.objects.filter(edition=edition, language=language, document__isnull=False)
    earlier = made.exclude(fingerprint=fingerprint(now)).order_by("-asked_at")[:MOST]
    with override(language):
        found = [Since(clock.civil_day(note.asked_at), differences(note.data, now)) for note in earlier]
    return [since for since in found if since.differences]


def received(application: Application, language: str) -> InformationNote | None:
    """The newest note that had been made when the application was sent; None for a draft, or where there was none."""
    if application.submitted_at is None:
        return None
    made = InformationNote.objects.filter(edition=application.edition_id, language=language, document__isnull=False)
    by_then = made.filter(asked_at__lte=application.submitted_at)
    return by_then.select_related("document").order_by("-asked_at").first()


def differences(old: Data, new: Data) -> list[Difference]:
    """Of two notes' frozen data, in the language of the moment; in the order in which the note says them."""
    before, after = said(thaw(old)), said(thaw(new))
    return [
        Difference(heading, difference(before.get(heading, ""), after.get(heading, "")))
        for heading in {**after, **before}
        if before.get(heading, "") != after.get(heading, "")
    ]


def said(data: Data) -> dict[str, str]:
    """By heading, all that the note says of the edition as plain lines; a part without facts is an empty text."""
    prose = [passage for name in ("passages", "applying_passages", "assessment") for passage in data.get(name, [])]
    return {
        _("Title"): data.get("name", ""),
        _("Summary"): data.get("summary", ""),
        _("Dates"): days(data),
        _("Length"): data.get("duration", ""),
        _("Learning hours"): str(data.get("hours", "")),
        _("Delivery"): data.get("delivery", ""),
        _("Languages"): wording.languages(data.get("languages", [])),
        _("Apply by"): wording.day(data["applications_close"]) if "applications_close" in data else "",
        _("Phases"): "\n".join(phase(one) for one in data.get("phases", [])),
        _("Electives"): "\n".join(electives(data)),
        _("Requirements"): "\n".join(f"{one['label']}: {one['needed']}" for one in data.get("requirements", [])),
        _("Price"): "\n".join(
            [*price(data), *(f"{one['title']}: {line}" for one in data.get("rates", []) for line in price(one))]
        ),
        _("Cost of cancelling"): "\n".join(cost(one) for one in data.get("costs", [])),
        **{passage["heading"]: passage["text"] for passage in prose},
    }


def days(one: Data) -> str:
    """First and last day; empty where they are not known."""
    return wording.days(one["starts"], one.get("ends")) if "starts" in one else ""


def price(one: Data) -> list[str]:
    """What each part comes to, one a line."""
    return [f"{part['label']}: {wording.euros(part['amount'])}" for part in one.get("parts", [])]


def phase(one: Data) -> str:
    """A phase with its place, its days and what happens in it."""
    periods = [days(period) for period in one.get("periods", [])]
    return "\n".join(filter(None, [f"{one['kind']}, {one.get('place', '')}", *periods, one.get("content", "")]))


def electives(data: Data) -> list[str]:
    """The electives of all areas, one a line."""
    listed = [elective for area in data.get("areas", []) for elective in area.get("electives", [])]
    return [
        ", ".join(filter(None, [one["title"], wording.language_name(one["language"]), one.get("schedule", "")]))
        for one in listed
    ]


def cost(one: Data) -> str:
    """A line of the table of cancelling: until when, or how long before the start, and what share of the price."""
    until = one.get("when") or (wording.day(one["until"]) if "until" in one else _("later"))
    share = _("%(percent)s %% of the price") % {"percent": one.get("percent", 0)}
    return f"{until}: {share}"
