"""Whether two accounts may be one person's. A hint for staff to look: nothing is decided by it."""

import unicodedata
from dataclasses import dataclass

# One mailbox whatever dots are in its name, under either of two domains.
DOTS_DO_NOT_COUNT = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


@dataclass(frozen=True)
class Someone:
    """What is compared: a name as it was written, the countries of nationality and of work, an e-mail address."""

    name: str
    countries: frozenset[str]
    email: str


def name_key(name: str) -> str:
    """The name without accents, case, punctuation and order: “DIALLO, Amina” and “Amina Diallo” are one key.

    Signs that are letters of their own, such as Devanagari vowels, stay. An empty key is nobody's.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = (sign for sign in apart if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in letters)
    return " ".join(sorted(words.split()))


def mailbox_key(email: str) -> str:
    """The mailbox behind an address: “A.Diallo+ilo@googlemail.com” is “adiallo@gmail.com”."""
    local, _at, domain = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if domain in DOTS_DO_NOT_COUNT:
        return f"{local.replace('.', '')}@{DOTS_DO_NOT_COUNT[domain]}"
    return f"{local}@{domain}"


def alike(one: Someone, other: Someone) -> tuple[str, ...]:
    """Why the two may be one person: ``name`` (with a country in common), ``email``; empty when nothing says so."""
    found = []
    if name_key(one.name) and name_key(one.name) == name_key(other.name) and one.countries & other.countries:
        found.append("name")
    if mailbox_key(one.email) == mailbox_key(other.email):
        found.append("email")
    return tuple(found)
