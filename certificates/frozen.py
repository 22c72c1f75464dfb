"""Data that is kept with a document: written without blanks, read back with its days and sums, and fingerprinted."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SUMS = ("amount", "total")


def freeze(tree: Any) -> Any:
    """``tree`` as JSON keeps it: texts, numbers, lists and mappings; what is not known has no key."""
    return json.loads(json.dumps(without_blanks(tree), cls=DjangoJSONEncoder))


def without_blanks(tree: Any) -> Any:
    """The tree less every key whose value is None, an empty text, an empty list or an empty mapping."""
    if isinstance(tree, Mapping):
        pruned = {key: without_blanks(part) for key, part in tree.items()}
        return {key: part for key, part in pruned.items() if part not in (None, "", [], {})}
    return [without_blanks(part) for part in tree] if isinstance(tree, list | tuple) else tree


def thaw(tree: Any, name: str = "") -> Any:
    """The frozen tree with its days as dates and its sums as Decimal."""
    if isinstance(tree, Mapping):
        return {key: thaw(part, key) for key, part in tree.items()}
    if isinstance(tree, list):
        return [thaw(part) for part in tree]
    if isinstance(tree, str) and DAY.fullmatch(tree):
        return date.fromisoformat(tree)
    return Decimal(tree) if name in SUMS else tree


def fingerprint(frozen: Any) -> str:
    """SHA-256 of the frozen tree in one canonical spelling, so that the same facts have the same fingerprint."""
    spelled = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(spelled.encode()).hexdigest()
