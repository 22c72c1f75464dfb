"""Prose from files: its typography, and how templates reach it."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from catalogue import texts

FILES = sorted(texts.DATA.glob("**/??.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_texts_are_set_as_their_language_asks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\w'\w", text), "an apostrophe is ’"
    assert not re.search(r" [;:?!%»]|« ", text), "a space before ; : ? ! % » does not break"
    assert text.count("¿") == (text.count("?") if path.stem == "es" else 0)
    if path.stem == "fr":
        assert not re.search(r"\w[;?!%]", text), "French has a space before ; ? ! %"


def test_a_template_walks_a_section_in_the_language_of_the_page() -> None:
    page = Template('{% load centre %}{% centre "campus" as campus %}{{ campus.services.1 }}')
    with override("fr"):
        assert page.render(Context()) == "une réception ouverte 24 heures sur 24"


def test_a_key_that_no_file_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts.centre("campus.swimming_pool")
