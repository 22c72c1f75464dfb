"""The choices by which the list of courses is narrowed down, each with the number of courses that it would give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from academy import wording
from catalogue.forms import PRICES
from catalogue.models import Delivery
from catalogue.selectors.listing import Listing
from catalogue.selectors.offers import YES

MOST_CHOICES = 30


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many courses there would be with it."""

    value: str
    label: str | Promise
    count: int
    chosen: bool

    @property
    def idle(self) -> bool:
        """Whether choosing it would leave nothing."""
        return not self.count and not self.chosen


@dataclass(frozen=True)
class Group:
    """Choices under a heading of their own, or under none."""

    label: str
    choices: list[Choice]


Facets = Mapping[str, list[Group]]


def facets(found: Listing) -> Facets:
    """The groups of choices of every facet that has values."""
    known = found.offers.known
    areas = choices(found, "subject", known["areas"].items())
    courses = choices(found, "subject", known["courses"].items())
    languages = sorted((wording.language_name(code), code) for code in known["language"])
    return {
        "subject": [Group(_("Thematic areas"), areas), Group(_("Courses"), courses)],
        "language": [Group("", choices(found, "language", [(code, name) for name, code in languages]))],
        "delivery": [Group("", choices(found, "delivery", Delivery.choices))],
        "place": [Group("", choices(found, "place", sorted(known["place"].items(), key=lambda pair: pair[1])))],
        "price": [Group("", choices(found, "price", [(str(most), wording.euros(Decimal(most))) for most in PRICES]))],
    }


def choices(found: Listing, facet: str, values: Iterable[tuple[str, str | Promise]]) -> list[Choice]:
    """The values with their counts; of more than anybody reads, those with most courses, in their order."""
    counts = found.narrowed.counts.get(facet, {})
    chosen = getattr(found.wanted, facet)
    labels = dict(values)
    kept = set(nlargest(MOST_CHOICES, labels, key=lambda value: (value == chosen, counts.get(value, 0))))
    return [
        Choice(value, label, counts.get(value, 0), value == chosen) for value, label in labels.items() if value in kept
    ]


def yes_counts(found: Listing) -> dict[str, int]:
    """For the facets that are asked for or not: the number of courses if they were."""
    return {facet: found.narrowed.counts.get(facet, {}).get(YES, 0) for facet in ("open_only", "diploma")}
