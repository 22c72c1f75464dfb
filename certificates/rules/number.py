"""The number of a certificate: short enough to type, too rare to guess, and wrong when it was mistyped.

``LMA-2025-7K3M-9QXW`` is the course, the year in which the edition ended, and eight characters of Crockford's
base 32 (no I, L, O, U): seven by chance, one in 34 thousand million, and one that checks them.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BITS = 35
READ_AS = str.maketrans("OIL", "011")
SHAPE = re.compile(r"([A-Z0-9]{1,10})([0-9OIL]{4})([0-9A-Z]{8})")


def number(abbreviation: str, year: int, chance: int) -> str:
    """The number for a course, a year and ``chance``, an integer of RANDOM_BITS bits."""
    if not 0 <= chance < 1 << RANDOM_BITS:
        raise ValueError(f"chance has {RANDOM_BITS} bits")
    course = re.sub(r"[^A-Z0-9]", "", abbreviation.upper())
    seven = "".join(ALPHABET[chance >> shift & 31] for shift in range(RANDOM_BITS - 5, -1, -5))
    return written(course, f"{year:04}", seven + ALPHABET[check(seven)])


def written(course: str, year: str, eight: str) -> str:
    """The parts with hyphens between them."""
    return f"{course}-{year}-{eight[:4]}-{eight[4:]}"


def parse(typed: str) -> str | None:
    """The number as it was issued, or None when nobody can have meant one.

    Case, spaces and hyphens do not matter, O is read as 0, I and L as 1, and of an address the last part counts:
    ``lma 2025 7k3m9qxw`` and ``https://…/verify/LMA-2025-7K3M-9QXW/`` are the same number.
    """
    last = typed.strip().rstrip("/").rpartition("/")[2].upper()
    found = SHAPE.fullmatch(re.sub(r"[\s.\u2010-\u2015_-]", "", last))
    if not found:
        return None
    course, year, eight = found[1], found[2].translate(READ_AS), found[3].translate(READ_AS)
    if "U" in eight or ALPHABET.index(eight[-1]) != check(eight[:-1]):
        return None
    return written(course, year, eight)


def check(seven: str) -> int:
    """The value of the check character: a weighted sum over the field of 32 elements.

    Each place has another power of 2 as its weight, so one wrong character never passes, nor do two that
    changed places, wherever they stand.
    """
    total = 0
    for character in seven:
        total = doubled(total ^ ALPHABET.index(character))
    return total


def doubled(value: int) -> int:
    """``value`` times 2 in that field, whose polynomial is x⁵ + x² + 1."""
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted
