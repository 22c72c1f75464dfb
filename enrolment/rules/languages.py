"""The languages that a person speaks, and how well."""

from collections.abc import Mapping

# The Common European Framework of Reference, lowest first; then the language in which one grew up.
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


def best_first(spoken: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of language and level, the best known first, alike ones by their code.

    ``{"en": "B2", "wo": "native"}`` becomes ``[("wo", "native"), ("en", "B2")]``.
    """
    return sorted(spoken.items(), key=lambda pair: (-LEVELS.index(pair[1]), pair[0]))
