"""What an edition still lacks, from its rows and in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from academy.wording import languages
from catalogue.facts import in_reading_order, status_of
from catalogue.models import Edition, Passage, PassageKind
from catalogue.rules.readiness import Draft, Gap, Lack, Need, Text, gaps
from catalogue.rules.status import Status

LANGUAGES = [code for code, _name in settings.LANGUAGES]
RECORDS = (Status.PAST, Status.CALLED_OFF, Status.OWN_PACE)
# Without these nobody can say whether a course is for them.
TO_APPLY = (PassageKind.OBJECTIVES, PassageKind.AUDIENCE)


def for_readiness(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The editions with all that is looked at, in a fixed number of queries."""
    of_the_course = Prefetch("course__passages", queryset=Passage.objects.filter(edition=None))
    return editions.select_related("course").prefetch_related(
        of_the_course, "passages", "phases__periods", "price_parts", "electives"
    )


def gaps_of(edition: Edition, today: date) -> list[Gap]:
    """What ``edition`` lacks on ``today``, as it stands in memory; a new one has no phases, price or passages yet."""
    return gaps(draft_of(edition, today))


def draft_of(edition: Edition, today: date) -> Draft:
    """What is known of the edition."""
    phases, parts = rows(edition, "phases"), rows(edition, "price_parts")
    return Draft(
        texts=list(texts_of(edition)),
        phases=[(str(phase), bool(phase.periods.all())) for phase in phases],
        price=bool(parts),
        places=edition.capacity is not None,
        policy=edition.policy_id is not None,
        opens=edition.applications_open is not None,
        closes=edition.applications_close is not None,
        record=status_of(edition, today) in RECORDS,
    )


def rows(edition: Edition, name: str) -> list[Any]:
    """What belongs to the edition; nothing while it is not saved."""
    return list(getattr(edition, name).all()) if edition.pk else []


def texts_of(edition: Edition) -> Iterator[Text]:
    """Every text of the edition's page that people of the desk write."""
    course = edition.course
    yield text(course, "title", Need.ALWAYS)
    yield text(course, "summary", Need.ALWAYS)
    yield text(edition, "title", Need.IF_ANYWHERE)
    yield text(edition, "duration", Need.IF_ANYWHERE)
    yield from passages_of(edition)
    for phase in rows(edition, "phases"):
        yield text(phase, "place", Need.IF_ANYWHERE, str(phase))
        yield text(phase, "content", Need.IF_ANYWHERE, str(phase))
    for elective in rows(edition, "electives"):
        yield text(elective, "title", Need.IF_ANYWHERE, str(elective))
        yield text(elective, "about", Need.IF_ANYWHERE, str(elective))


def lacking(edition: Edition, language: str) -> list[str]:
    """The texts without which the edition has no information note in ``language``, by their names.

    Title and summary must be there; and whatever the note says in another language, it says in this one too, since
    nobody would hand out a page that falls back to English half-way. Reads what the note reads.
    """
    return [
        text.name
        for text in (*texts_of(edition), *texts_of_the_note(edition))
        if not text.has[language] and (text.need == Need.ALWAYS or any(text.has.values()))
    ]


def texts_of_the_note(edition: Edition) -> Iterator[Text]:
    """What the note says beside what an editor is asked for on the edition's own page."""
    for area in edition.areas:
        yield text(area, "title", Need.IF_ANYWHERE, str(area))
        yield text(area, "about", Need.IF_ANYWHERE, str(area))
    for week in edition.course.weeks.all():
        yield text(week, "title", Need.IF_ANYWHERE, str(week))
        for module in week.modules.all():
            yield text(module, "title", Need.IF_ANYWHERE, str(module))
            yield text(module, "topics", Need.IF_ANYWHERE, str(module))
    for figure in rows(edition, "figures"):
        yield text(figure, "value", Need.IF_ANYWHERE, str(figure))
        yield text(figure, "label", Need.IF_ANYWHERE, str(figure))


def passages_of(edition: Edition) -> Iterator[Text]:
    """The passages of the page, and those headings that need one and have none."""
    of_course = [passage for passage in edition.course.passages.all() if passage.edition_id is None]
    found = {one.kind: one for one in in_reading_order(of_course, rows(edition, "passages"))}
    for kind in PassageKind:
        need = Need.TO_APPLY if kind in TO_APPLY else Need.IF_ANYWHERE
        if passage := found.get(kind):
            yield Text(str(kind.label), in_languages(passage, "text"), need)
        elif need == Need.TO_APPLY:
            yield Text(str(kind.label), dict.fromkeys(LANGUAGES, False), need)


def text(row: Model, field: str, need: Need, of: str = "") -> Text:
    """One translated field, named as the form names it."""
    name = capfirst(str(row._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    return Text(f"{of}: {name}" if of else name, in_languages(row, field), need)


def in_languages(row: Model, field: str) -> dict[str, bool]:
    """By language of the site, whether the field says something in it."""
    return {language: bool(getattr(row, build_localized_fieldname(field, language))) for language in LANGUAGES}


def in_words(gap: Gap) -> str:
    """The gap as a line of a list."""
    if gap.lack == Lack.TEXT:
        return f"{gap.where} ({languages(gap.languages)})"
    if gap.lack == Lack.DAYS:
        return _("Days of the phase “%(phase)s”") % {"phase": gap.where}
    return {
        Lack.PHASES: _("Phases"),
        Lack.PRICE: _("Price"),
        Lack.WINDOW: _("First and last day for applications"),
        Lack.PLACES: _("Number of places"),
        Lack.POLICY: _("Cancellation policy"),
    }[gap.lack]
