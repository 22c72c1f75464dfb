"""Payment references that a bank checks: ISO 11649, the "creditor reference" of the Single Euro Payments Area.

``RF``, two check digits, and up to 21 letters and digits. The check is that of an IBAN (ISO 7064, MOD 97-10): the
first four characters go to the end, letters count from A = 10 to Z = 35, and the whole number leaves 1 when divided
by 97. One wrong digit, one wrong letter, and two neighbouring digits or letters that change places are always found;
a letter taken for a digit is found 96 times in 97, and 2M and M2 are the same number.
"""

import re

LONGEST = 21
BODY = re.compile(rf"[0-9A-Z]{{1,{LONGEST}}}")
WHOLE = re.compile(rf"RF[0-9]{{2}}[0-9A-Z]{{1,{LONGEST}}}")


def reference(number: str) -> str:
    """The reference that carries ``number``, of which letters and digits count: 5390-0754-7034 is RF18539007547034.

    Raises ValueError where fewer than 1 or more than 21 of them are left.
    """
    body = "".join(re.findall(r"[0-9A-Z]", number.upper()))
    if not BODY.fullmatch(body):
        raise ValueError(f"a reference has 1 to {LONGEST} letters and digits: {number!r}")
    return f"RF{98 - remainder(body + 'RF00'):02}{body}"


def is_reference(text: str) -> bool:
    """Whether ``text``, spaces and case aside, is a reference whose check digits hold."""
    found = tidy(text)
    return bool(WHOLE.fullmatch(found)) and remainder(found[4:] + found[:4]) == 1


def tidy(text: str) -> str:
    """As a bank sends it: capitals, no spaces."""
    return "".join(text.split()).upper()


def in_fours(found: str) -> str:
    """As it is printed: RF18 5390 0754 7034."""
    return " ".join(found[at : at + 4] for at in range(0, len(found), 4))


def remainder(text: str) -> int:
    """What is left when the digits and letters, as one number, are divided by 97."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97
