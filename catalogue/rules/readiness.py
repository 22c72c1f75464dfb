"""What an edition still lacks before people should read it, and which of that keeps it from being published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """When a text must stand in every language of the site."""

    ALWAYS = "always"
    TO_APPLY = "to-apply"  # wherever one can apply
    IF_ANYWHERE = "if-anywhere"  # as soon as it stands in one of them; good to have, never demanded


class Lack(StrEnum):
    """What can be missing."""

    TEXT = "text"
    PHASES = "phases"
    DAYS = "days"
    PRICE = "price"
    WINDOW = "window"
    PLACES = "places"
    POLICY = "policy"


@dataclass(frozen=True)
class Text:
    """A text by its name, and by language whether it is there."""

    name: str
    has: Mapping[str, bool]
    need: Need


@dataclass(frozen=True)
class Draft:
    """What is known of an edition.

    ``phases`` are their names and whether their days are known. ``opens`` says that a first day for applications is
    set; ``record`` that it is over, called off, or has no dates by its nature.
    """

    texts: Sequence[Text]
    phases: Sequence[tuple[str, bool]]
    price: bool
    places: bool
    policy: bool
    opens: bool
    closes: bool
    record: bool


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; ``where`` names the text or the phase, ``languages`` those a text lacks."""

    lack: Lack
    required: bool
    where: str = ""
    languages: tuple[str, ...] = ()


def gaps(draft: Draft) -> list[Gap]:
    """Everything that is missing, what is required first.

    Nobody may be asked to apply without knowing when, for how much, until when, for how many and on what terms; so
    these are required as soon as applications have a first day. An edition that is only announced may lack them, and
    of one that is a record nothing but its texts is looked at: a note of 2020 without a price stays as it is.
    """
    applying = draft.opens and not draft.record
    found = list(_texts(draft, applying))
    if not draft.record:
        found += _facts(draft, applying)
    return sorted(found, key=lambda gap: not gap.required)


def _texts(draft: Draft, applying: bool) -> Iterator[Gap]:
    for text in draft.texts:
        required = text.need == Need.ALWAYS or (text.need == Need.TO_APPLY and applying)
        lacking = tuple(language for language, there in text.has.items() if not there)
        if lacking and (required or any(text.has.values())):
            yield Gap(Lack.TEXT, required, text.name, lacking)


def _facts(draft: Draft, required: bool) -> Iterator[Gap]:
    if not draft.phases:
        yield Gap(Lack.PHASES, required)
    for name, has_days in draft.phases:
        if not has_days:
            yield Gap(Lack.DAYS, required, name)
    known = {
        Lack.PRICE: draft.price,
        Lack.WINDOW: draft.opens and draft.closes,
        Lack.PLACES: draft.places,
        Lack.POLICY: draft.policy,
    }
    for lack, there in known.items():
        if not there:
            yield Gap(lack, required)
