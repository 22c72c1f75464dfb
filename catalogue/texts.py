"""Prose kept in files: one YAML file per language, woven into one tree in which every text has every language.

``catalogue/data/<folder>/{en,fr,es}.yaml`` have the same keys and the same lists. Texts are Markdown paragraphs
and lists with “- ”, one paragraph or item a line.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("en", "fr", "es")


class Malformed(Exception):
    """A data file that cannot be used; the message says where and why."""


class Texts(dict[str, str]):
    """One text in every language: ``{"en": "Week", "fr": "Semaine", "es": "Semana"}``."""


def read(path: Path) -> Any:
    """What the YAML file says. Raises Malformed when it is missing or is not YAML."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Malformed(f"{path.parent.name}/{path.name} is missing") from None
    except yaml.YAMLError as error:
        raise Malformed(f"{path.parent.name}/{path.name} is not YAML: {error}") from error


def woven(folder: Path) -> Any:
    """The texts of the folder as one tree whose leaves are Texts. Raises Malformed when the languages differ."""
    return weave({language: read(folder / f"{language}.yaml") for language in LANGUAGES}, folder.name)


def weave(trees: Mapping[str, Any], where: str) -> Any:
    """One tree from a tree per language; ``where`` names the place in errors."""
    first = next(iter(trees.values()))
    for language, tree in trees.items():
        if type(tree) is not type(first):
            raise Malformed(f"{where}: {language} has {type(tree).__name__} instead of {type(first).__name__}")
    if isinstance(first, dict):
        _demand_same(where, {language: set(tree) for language, tree in trees.items()})
        return {key: weave({name: tree[key] for name, tree in trees.items()}, f"{where}.{key}") for key in first}
    if isinstance(first, list):
        _demand_same(where, {language: set(range(len(tree))) for language, tree in trees.items()})
        return [weave({name: tree[i] for name, tree in trees.items()}, f"{where}.{i}") for i in range(len(first))]
    return _leaf(trees, where)


def _demand_same(where: str, keys: Mapping[str, set[Any]]) -> None:
    everything = set().union(*keys.values())
    for language, own in keys.items():
        if missing := everything - own:
            raise Malformed(f"{where}: {language} lacks {', '.join(sorted(map(str, missing)))}")


def _leaf(trees: Mapping[str, Any], where: str) -> Texts:
    for language, text in trees.items():
        if not isinstance(text, str) or not text.strip():
            raise Malformed(f"{where}: {language} has no text")
    return Texts({language: text.strip() for language, text in trees.items()})


def in_language(tree: Any, language: str) -> Any:
    """The woven tree with one language picked from every leaf."""
    if isinstance(tree, Texts):
        return tree[language]
    if isinstance(tree, dict):
        return {key: in_language(branch, language) for key, branch in tree.items()}
    return [in_language(branch, language) for branch in tree]


def merge(facts: Any, texts: Any, where: str) -> Any:
    """One tree of the two, which meet in mappings by key and in lists by place. Raises Malformed when they clash."""
    if isinstance(facts, dict) and isinstance(texts, dict) and not isinstance(texts, Texts):
        shared = {key: merge(facts[key], texts[key], f"{where}.{key}") for key in facts if key in texts}
        return {**facts, **texts, **shared}
    if isinstance(facts, list) and isinstance(texts, list) and len(facts) == len(texts):
        return [merge(*pair, f"{where}.{n}") for n, pair in enumerate(zip(facts, texts, strict=True))]
    raise Malformed(f"{where}: the facts and the texts do not fit together")


@cache
def _centre(language: str) -> Any:
    texts = in_language(woven(DATA / "centre"), language)
    return merge(read(DATA / "centre" / "facts.yaml"), texts, "centre")


def centre(key: str, language: str | None = None) -> Any:
    """What the Centre says of itself: a text, a list of texts, or a whole section.

    ``centre("diploma.needs")`` is a text in the language of the moment, ``centre("campus", "fr")`` a mapping that a
    template can walk. Raises KeyError for a key that no file has.
    """
    found = _centre((language or get_language() or LANGUAGES[0]).split("-")[0])
    for part in key.split("."):
        found = found[part]
    return found
