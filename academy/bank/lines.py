"""One sum that came in or went out, whatever file told of it, and the key by which it is known again."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """A sum that reached or left ``account`` ``on`` a day; ``amount`` is more than nothing, in ``currency`` (ISO 4217).

    ``remitter`` is the other side: of what went out, to whom it went. ``bank_id`` is the bank's own number of it,
    ``reference`` a structured one (ISO 11649); both are empty where the file has none.
    """

    account: str
    on: date
    amount: Decimal
    currency: str
    remitter: str = ""
    remitter_account: str = ""
    text: str = ""
    reference: str = ""
    bank_id: str = ""


@dataclass(frozen=True)
class Statement:
    """What a file says: of which ``form`` it is, what came in, and what went out."""

    form: str
    lines: tuple[Line, ...]
    gone: tuple[Line, ...] = ()


def keys(lines: Sequence[Line]) -> list[str]:
    """For each line what tells it from all others of its account, the same in every file that has the line.

    That is its day, sum and currency with the bank's own number, or, without one, with everything that it says. Lines
    that agree in all of it are counted: of two equal gifts on one day, the second is the second in every statement
    of that day.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for line in lines:
        said = (line.bank_id,) if line.bank_id else astuple(line)[4:8]
        same = (line.account, line.on.isoformat(), f"{line.amount:.2f}", line.currency, *said)
        seen[same] += 1
        found.append(hashlib.sha256("\x1f".join([*map(str, same), str(seen[same])]).encode()).hexdigest())
    return found
