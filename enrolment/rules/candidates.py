"""Candidates as an organization types or pastes them, one a line."""

import re
from dataclasses import dataclass

ADDRESS = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+")
BETWEEN = ' \t<>,;"()'


@dataclass(frozen=True)
class Lines:
    """Pairs of name and e-mail address, in the order of the lines, and the lines that hold no such pair."""

    candidates: tuple[tuple[str, str], ...]
    unclear: tuple[str, ...]


def candidates(text: str) -> Lines:
    """What the lines say; empty ones are passed over.

    ``Ana Silva, ana@work.example``, ``ana@work.example;Ana Silva``, ``Ana Silva <ana@work.example>`` and the two cells
    of a spreadsheet with a tab between them are all the same candidate.
    """
    found, unclear = [], []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        addresses = ADDRESS.findall(line)
        name = " ".join(ADDRESS.sub(" ", line).strip(BETWEEN).split())
        if len(addresses) == 1 and name:
            found.append((name, addresses[0]))
        else:
            unclear.append(line)
    return Lines(tuple(found), tuple(unclear))
