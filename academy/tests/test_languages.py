"""Whoever reads French or Spanish reads nothing else: the catalogues are whole, and no template goes past them."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

CATALOGUES = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"))
TEMPLATES = [
    path
    for path in sorted((settings.BASE_DIR / "templates").rglob("*"))
    if path.suffix in {".html", ".txt"} and path.name != "robots.txt"
]
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>|https?://\S+")
# What is the same in every language: formats, abbreviations, the street, the sample of a number, e-mail addresses.
SAME = re.compile(r"\b(PDF|ICS|EUR|SHA-256|ITCILO|Viale Maestri del Lavoro|LMA-2025-7K3M-9QXW)\b|\S+@\S+\.org")
CLASSES = {"block bodyclass", "block coltype"}  # what they hold is the value of an attribute
READ_OUT = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription"}


def language(path: Path) -> str:
    """The code of the language of a catalogue, from its folder."""
    return path.parts[-3]


def known(path: Path) -> set[tuple[str | None, str, str]]:
    """What a catalogue knows: context, message and plural."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(path))}


def said(entry: polib.POEntry) -> list[str]:
    """Every form of a translation."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


class Texts(HTMLParser):
    """Collects what a page shows or reads out, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read out count as text."""
        self.hidden = tag in {"script", "style"}
        self.found += [value or "" for name, value in attrs if name in READ_OUT]

    def handle_endtag(self, tag: str) -> None:
        """After a script or a style there is text again."""
        self.hidden = False

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self.hidden:
            self.found.append(data)


def outside_translation(source: str) -> Iterator[str]:
    """The text of a template without its tags, its variables and what stands inside {% blocktrans %}."""
    inside = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ")[0] if token.token_type == TokenType.BLOCK else ""
        if inside:
            inside = "" if name == f"end{inside}" else inside
        elif name in {"blocktrans", "blocktranslate", "comment"}:
            inside = name
        elif token.contents in CLASSES:
            inside = "block"
        elif token.token_type == TokenType.TEXT:
            yield token.contents
        elif name in {"include", "scrolling", "menu_link"}:
            yield from re.findall(r'(?<!_\()"([A-Z][^"]* [^"]*)"', token.contents)


def untranslated(source: str, *, markup: bool = True) -> list[str]:
    """The texts of a template that would be English in every language."""
    texts = Texts()
    bare = "".join(outside_translation(source))
    if markup:
        texts.feed(bare)
        texts.close()
    else:
        texts.handle_data(bare)
    return [text.strip() for text in texts.found if re.search(r"[^\W\d_]", SAME.sub("", text))]


def test_every_language_of_the_site_but_english_has_a_catalogue() -> None:
    assert {language(path) for path in CATALOGUES} == {code for code, _name in settings.LANGUAGES} - {"en"}


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_every_message_is_translated(path: Path) -> None:
    assert [entry.msgid for entry in polib.pofile(str(path)) if not entry.translated()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_a_translation_keeps_placeholders_and_markup(path: Path) -> None:
    """A form may say the number where English says “one”: French says the same of none and of one."""
    for entry in polib.pofile(str(path)):
        allowed = [Counter(KEPT.findall(source)) for source in (entry.msgid, entry.msgid_plural) if source]
        for text in said(entry):
            assert Counter(KEPT.findall(text)) in allowed, (entry.msgid, text)


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_every_plural_has_all_the_forms_of_its_language(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    forms = int(catalogue.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    plurals = [entry for entry in catalogue if entry.msgid_plural and not entry.obsolete]
    assert plurals and [one.msgid for one in plurals if len(one.msgstr_plural) != forms] == []


def test_french_sets_its_spaces_and_apostrophes() -> None:
    """docs/glossary.md: no-break spaces before : ; ? ! % and inside guillemets, and the typographic apostrophe."""
    path = next(path for path in CATALOGUES if language(path) == "fr")
    loose = re.compile(r"'|(?<!\xa0):|(?<!\u202f)[;?!]|«(?!\xa0)|(?<!\xa0)»| %")
    for entry in polib.pofile(str(path)):
        for text in said(entry):
            assert not loose.search(KEPT.sub("", text.replace(" %(", "%("))), text


@pytest.mark.services
def test_the_catalogues_know_every_message_of_the_sources(tmp_path: Path) -> None:
    """``make messages`` in a copy of the sources finds nothing new."""
    for room in ("academy", "catalogue", "certificates", "enrolment", "templates"):
        shutil.copytree(settings.BASE_DIR / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", "--add-location", "file"]
    for path in CATALOGUES:
        command += ["--locale", language(path)]
    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": ""}, check=True, capture_output=True)
    for path in CATALOGUES:
        assert known(tmp_path / path.relative_to(settings.BASE_DIR)) - known(path) == set(), language(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_a_template_says_nothing_that_is_not_translated(path: Path) -> None:
    assert untranslated(path.read_text(), markup=path.suffix == ".html") == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p>{% trans "Price" %}: {{ price }}</p>', []),
        ("<p>Price: {{ price }}</p>", ["Price:"]),
        ("{% blocktrans %}Week {{ number }}{% endblocktrans %} of ten", ["of ten"]),
        ('<img alt="The campus" src="campus.webp">', ["The campus"]),
        (
            '{% include "x.html" with title="All courses" label=_("Old courses") %}',
            ["All courses"],
        ),
        ("<script>let words</script><p>PDF · migration@itcilo.org</p>", []),
    ],
)
def test_the_check_of_the_templates_sees_words(source: str, found: list[str]) -> None:
    assert untranslated(source) == found
