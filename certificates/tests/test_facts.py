"""Every fact of the catalogue's files stands on a page and in the note, for all editions, in every language.

The files are walked as they are written, so what a page or a note forgets is found. Prose is compared item by item,
figures and days as the language writes them; blanks are left out of the comparison, since a PDF breaks lines.
"""

import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from html import unescape
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override

from academy import clock, markup, wording
from catalogue import loading
from catalogue.models import CourseKind, Delivery, Edition, PassageKind, PhaseKind, PricePartKind, RequirementKind
from catalogue.operations.load import load_catalogue
from catalogue.tests.build import open_edition
from catalogue.texts import centre
from certificates.brochure import PAGES
from certificates.models import InformationNote
from certificates.note import OF_THE_CENTRE, for_note, note_of
from certificates.operations.note import drawn

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES = [
    pytest.param(code, marks=pytest.mark.xdist_group(f"facts in {code}")) for code, _name in settings.LANGUAGES
]
SHORTEST_PAGE, HALF_A_PAGE = 200, 600  # letters
# Of the policy of open courses, where the first day is not known.
NOTICES = {
    "en": (
        "14 days or more before the start none",
        "8 to 13 days before the start 50\xa0% of the price",
        "7 days or fewer before the start, or later 100\xa0% of the price",
    ),
    "fr": (
        "14 jours ou plus avant le début aucune",
        "de 8 à 13 jours avant le début 50\xa0% du prix",
        "7 jours ou moins avant le début, ou plus tard 100\xa0% du prix",
    ),
    "es": (
        "14 días o más antes del inicio ninguna",
        "de 8 a 13 días antes del inicio 50\xa0% del precio",
        "7 días o menos antes del inicio, o más tarde 100\xa0% del precio",
    ),
}


@dataclass(frozen=True)
class Run:
    """An edition with its course as the files have them, and what was made of it in one language."""

    course: loading.Course
    edition: loading.Edition
    slug: str
    pages: str
    note: bytes
    sheets: list[str]


def bare(text: str) -> str:
    """Only what is printed: no tags, no blanks, no hyphens that a line's end left."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", text, flags=re.DOTALL)
    return re.sub(r"[\s\u00ad]+", "", unescape(re.sub(r"<[^>]+>", "", text)))


def note(edition: Edition, language: str) -> bytes:
    """The note as the worker draws it."""
    data = note_of(edition, language)
    return drawn(InformationNote(edition=edition, language=language, data=data, asked_at=clock.now()))


def read(content: bytes) -> list[str]:
    """The text of a note, page by page, read back from its PDF by poppler, which takes a tenth of pypdf's time."""
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True).stdout
    return [bare(sheet) for sheet in said.decode().split("\f")[:-1]]


def page(*addresses: str) -> str:
    """What a visitor reads there."""
    return "".join(bare(Client().get(address).content.decode()) for address in addresses)


@cache
def runs(language: str) -> list[Run]:
    """All editions of the files, each with its page, its course's page and its note; made once for all tests."""
    load_catalogue()
    rows = {edition.slug: edition for edition in for_note()}
    with override(language):
        return [
            run_of(course, edition, rows[slug], language)
            for course in loading.courses()
            for slug, edition in course.editions.items()
        ]


def run_of(course: loading.Course, edition: loading.Edition, row: Edition, language: str) -> Run:
    """One edition with all that is made of it."""
    content = note(row, language)
    pages = page(row.get_absolute_url(), row.course.get_absolute_url())
    return Run(course, edition, row.slug, pages, content, read(content))


def items(text: str) -> Iterator[str]:
    """The paragraphs and the items of lists of a Markdown text, one by one."""
    for piece in re.split(r"</?(?:p|li|ul|ol|h\d)>", markup.html(text)):
        if words := bare(piece):
            yield words


def facts(run: Run, language: str) -> Iterator[tuple[str, str]]:
    """All that is known of the edition, as people read it, each under a name of its own."""
    course, edition = run.course, run.edition
    yield "name", (edition.title[language] or course.title[language])
    yield "kind", str(CourseKind(course.kind).label)
    yield "summary", course.summary[language]
    yield "code", edition.code
    yield "delivery", str(Delivery(edition.delivery).label)
    yield "languages", capfirst(wording.languages(edition.languages))
    yield "level", course.level[language]
    yield "duration", edition.duration[language] or course.duration[language]
    yield "hours", str(edition.learning_hours or "")
    if edition.applications_close:
        yield "deadline", wording.day(edition.applications_close)
    yield from dates(edition, language)
    yield from money(edition)
    yield from contents(course, edition, language)


def dates(edition: loading.Edition, language: str) -> Iterator[tuple[str, str]]:
    """The first and the last day, and each phase with its place, its periods and its weeks."""
    days = [period for phase in edition.phases for period in phase.periods]
    first = edition.starts or min((day for day, _last in days), default=None)
    last = edition.ends or max((day for _first, day in days), default=None)
    if first:
        yield "days", wording.days(first, last)
    if edition.policy:
        yield from cancelling(first, language)
    for phase in edition.phases:
        yield "phase", f"{PhaseKind(phase.kind).label}, {phase.place[language]}"
        yield "phase's content", phase.content[language]
        yield "phase's weeks", phase.weeks
        for period in phase.periods:
            yield "period", wording.days(*period)


def cancelling(first: date | None, language: str) -> Iterator[tuple[str, str]]:
    """The tiers of the policy: nothing until 14 days before, half from 13 to 8, all from 7; as days, where known."""
    (policy,) = loading.policies()
    assert policy.tiers == ((14, 0), (8, 50), (None, 100))
    if first:
        yield "no penalty until", wording.day(first - timedelta(days=14))
        yield "half a penalty", wording.days(first - timedelta(days=13), first - timedelta(days=8))
        yield "whole penalty from", wording.day(first - timedelta(days=7))
    else:
        for notice in NOTICES[language]:
            yield "penalty", notice
    yield "half", "50\xa0%"
    yield "all", "100\xa0%"


def money(edition: loading.Edition) -> Iterator[tuple[str, str]]:
    """Each part of the price, and all of it."""
    for kind, amount in edition.price.items():
        yield "part of the price", f"{PricePartKind(kind).label}{wording.euros(Decimal(amount))}"
    if edition.price:
        yield "price", wording.euros(Decimal(sum(edition.price.values())))


def contents(course: loading.Course, edition: loading.Edition, language: str) -> Iterator[tuple[str, str]]:
    """Texts, figures, areas, modules and what completes the edition."""
    passages: Mapping[str, Any] = {**course.passages, **edition.passages}
    for kind, text in passages.items():
        if kind == PassageKind.ASSESSMENT and edition.requirements:
            continue  # the same in figures, see below
        for item in items(text[language]):
            yield kind, item
    for figure in edition.figures.values():
        yield "figure", figure.value[language]
        yield "figure", figure.label[language]
    for kind, amount in edition.requirements.items():
        yield "requirement", str(RequirementKind(kind).label)
        yield "how many", str(amount)
    yield from subjects(course, edition, language)


def subjects(course: loading.Course, edition: loading.Edition, language: str) -> Iterator[tuple[str, str]]:
    """Thematic areas that the edition has, and weeks with their modules."""
    for area in (area for key, area in course.areas.items() if key not in edition.areas_absent.split()):
        yield "area", area.title[language]
        for item in items(area.about[language]):
            yield "area", item
    for week in course.weeks:
        yield "week", week.title[language]
        for module in week.modules:
            yield "module", module.title[language]
            yield "topics", " · ".join(module.topics[language].split("\n"))


def leaves(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What the Centre says of itself, text by text."""
    if isinstance(tree, Mapping):
        for key, part in tree.items():
            yield from leaves(part, f"{name}.{key}".lstrip("."))
    elif isinstance(tree, list):
        for part in tree:
            yield from leaves(part, name)
    else:
        yield name, str(tree)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_every_edition_stands_on_its_page_and_in_its_note(language: str) -> None:
    missing, walked = [], 0
    for run in runs(language):
        said = "".join(run.sheets)
        with override(language):
            for name, fact in facts(run, language):
                walked += 1
                for where, text in (("page", run.pages), ("note", said)):
                    if bare(fact) not in text:
                        missing.append(f"{run.slug}: {name} is not in the {where}: {fact}")
    assert not missing, "\n".join(missing)
    assert walked > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_taught_stands_on_the_course_s_page_even_without_an_edition(language: str) -> None:
    load_catalogue()
    with override(language):
        for course in loading.courses():
            text = page(reverse("catalogue:course", args=[course.slug]))
            nothing = loading.Edition(delivery="online", languages=course.languages)
            known = dict.fromkeys(bare(fact) for _name, fact in contents(course, nothing, language))
            assert [fact for fact in known if fact not in text] == []
            for own in (course.title, course.summary, course.level, course.duration):
                assert bare(own[language]) in text


def priced_elsewhere() -> Edition:
    """The course that met in Mexico City, once more, with a price and to come."""
    edition = Edition.objects.get(code="A9716204")
    edition.price_parts.create(kind="tuition", amount=Decimal(1800))
    edition.price_parts.create(kind="subsistence", amount=Decimal(690))
    return for_note().get(pk=edition.pk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_centre_says_of_itself_stands_in_the_notes_and_on_the_pages(language: str) -> None:
    made = runs(language)
    load_catalogue()
    elsewhere, coming = priced_elsewhere(), for_note().get(pk=open_edition().pk)
    with override(language):
        told = dict.fromkeys(leaves({section: centre(section) for section in OF_THE_CENTRE}))
        addresses = [one.get_absolute_url() for one in (elsewhere, coming)]
        pages = page(reverse("catalogue:home"), reverse("catalogue:diploma"), *addresses)
    notes = "".join([*read(note(elsewhere, language)), *(sheet for run in made for sheet in run.sheets)])
    assert [fact for fact in told if bare(fact[1]) not in notes] == []
    assert [fact for fact in told if bare(fact[1]) not in pages] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_is_a_brochure(language: str) -> None:
    for run in runs(language):
        sheets, code = run.sheets, bare(run.edition.code)
        assert len(sheets) in PAGES, run.slug
        assert min(map(len, sheets)) > SHORTEST_PAGE, f"{run.slug} has a page that is nearly empty"
        assert min(map(len, sheets[2:-2])) > HALF_A_PAGE, f"{run.slug} has a page that is half empty"
        assert code in sheets[0] and code in sheets[-1]
        with override(language):
            days = [wording.days(*period) for phase in run.edition.phases for period in phase.periods]
        assert [day for day in days if bare(day) not in sheets[0]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_torn_by_a_page_break(language: str) -> None:
    for run in runs(language):
        with pikepdf.open(io.BytesIO(run.note)) as file, file.open_outline() as outline:
            words = [str(part.title).split() for part in outline.root[0].children]
        torn = [bare("".join([*one[at:], *one])) for one in words for at in range(1, len(one))]
        assert [piece for piece in torn if any(piece in sheet for sheet in run.sheets)] == [], run.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_can_be_read_by_everyone(language: str) -> None:
    for run in runs(language):
        with pikepdf.open(io.BytesIO(run.note)) as file:
            assert str(file.Root.Lang) == language and bool(file.Root.MarkInfo.Marked)
            with file.open_metadata() as metadata:
                title = run.edition.title[language] or run.course.title[language]
                assert metadata["pdfuaid:part"] == "1" and title in metadata["dc:title"]
            with file.open_outline() as outline:
                assert len(outline.root) and len(outline.root[0].children) >= 6, run.slug
            assert links(file) == []


def links(file: pikepdf.Pdf) -> list[str]:
    """Links that lead to a name that the document lacks, or to no address of the site, the Centre or a mailbox."""
    names = file.Root.Names.Dests.Names
    known = {str(names[at]) for at in range(0, len(names), 2)}
    wrong = []
    for one in (note for sheet in file.pages for note in sheet.get("/Annots", [])):
        if "/Dest" in one:
            wrong += [] if str(one.Dest) in known else [str(one.Dest)]
        elif not str(one.A.URI).startswith((settings.SITE_URL, "mailto:migration@", "https://www.itcilo.org/")):
            wrong.append(str(one.A.URI))
    return wrong
