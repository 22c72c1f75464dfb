"""The wishes of a search as the page shows them: each can be taken away, and the nearest alternatives are offered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from academy import wording
from academy.kept import Truth
from catalogue.forms import FilterForm, Wanted
from catalogue.search import alike
from catalogue.selectors.facets import Facets
from catalogue.selectors.listing import Listing, listing
from catalogue.selectors.offers import offers

PARAMETERS = {"dates": ("since", "until")}


@dataclass(frozen=True)
class Wish:
    """One wish in words, the address without it, and how many courses there are then."""

    label: str
    url: str
    found: int


@dataclass(frozen=True)
class Alternative:
    """Other words, or another search, and how many courses it gives."""

    words: str
    url: str
    found: int


def address(query: QueryDict, leave_out: Iterable[str], **changed: str) -> str:
    """The list of courses with the query's parameters, less some; always from its first page."""
    changing = query.copy()
    for name in ("page", *leave_out):
        changing.pop(name, None)
    for name, value in changed.items():
        changing[name] = value
    return f"?{changing.urlencode()}"


def wishes(query: QueryDict, form: FilterForm, found: Listing, facets: Facets) -> list[Wish]:
    """What was asked, wish by wish."""
    return [
        Wish(label(facet, form, found.wanted, facets), address(query, PARAMETERS.get(facet, (facet,))), count)
        for facet, count in found.narrowed.without.items()
    ]


def label(facet: str, form: FilterForm, wanted: Wanted, facets: Facets) -> str:
    """A wish in words."""
    if facet == "text":
        return _("“%(words)s”") % {"words": wanted.text}
    if facet == "dates":
        ends = (("since", wanted.since), ("until", wanted.until))
        return ", ".join(f"{form.fields[name].label} {wording.day(day)}" for name, day in ends if day)
    for group in facets.get(facet, ()):
        for choice in group.choices:
            if choice.chosen:
                return f"{form.fields[facet].label} {choice.label}" if facet == "price" else str(choice.label)
    return str(form.fields[facet].label)


def other_words(query: QueryDict, found: Listing) -> Alternative | None:
    """What may have been meant, if that finds something."""
    words = alike(found.matches, found.offers.vocabulary) if found.matches.unknown() else ""
    count = len(listing(replace(found.wanted, text=words), found.offers).courses) if words else 0
    return Alternative(words, address(query, (), text=words), count) if count else None


def in_the_archive(query: QueryDict, found: Listing, truth: Truth | None) -> Alternative | None:
    """The same search with past editions, if that finds something; it cannot when a word stands nowhere at all."""
    if found.wanted.archive or found.matches.unknown():
        return None
    with_past = offers(found.offers.today, archive=True, truth=truth)
    count = len(replace(found, offers=with_past).courses)
    return Alternative("", address(query, (), archive="on"), count) if count else None
