"""Bank statements as CSV, which every bank writes in its own way: columns are recognised by their headings, or chosen.

Days may be 2026-03-31, 31.03.2026, 31/3/26 and, where no other reading is possible, 03/31/2026; sums 1.234,56 and
1,234.56 and 1 234,56. How a sign is meant is decided for the whole file.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.utils.translation import gettext as _

from academy.bank.lines import Line, Statement
from academy.errors import Refused

HEADINGS = {
    "on": "date|booking date|posting date|entry date|data|data contabile|data operazione|data movimento"
    "|date comptable|date d operation|fecha|fecha contable|fecha operacion|buchungstag|buchungsdatum",
    "amount": "amount|credit|amount credited|importo|avere|accrediti|entrate|montant|importe|abono|haber|betrag",
    "currency": "currency|ccy|divisa|valuta|devise|moneda|wahrung",
    "remitter": "remitter|name|payer|debtor|ordinante|controparte|donneur d ordre|emetteur|ordenante|auftraggeber"
    "|counterparty|nome|nom|nombre",
    "remitter_account": "remitter account|payer account|counterparty iban|iban ordinante|iban controparte",
    "text": "text|description|details|remittance information|purpose|descrizione|causale|libelle|motif|communication"
    "|concepto|descripcion|verwendungszweck",
    "reference": "reference|payment reference|creditor reference|riferimento|referencia",
    "bank_id": "bank reference|transaction id|transaction number|id|numero operazione|cro|trn|id transaccion",
    "account": "account|own account|iban|conto|compte|cuenta|konto",
}
"""What banks call their columns, without accents and signs."""
NEEDED = ("on", "amount")
CURRENCY = re.compile(r"[A-Z]{3}")
ROWS_BEFORE_THE_HEADING = 20
DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})")
CENTS = re.compile(r"([.,])\d{1,2}$")


@dataclass(frozen=True)
class Table:
    """The cells of a file: a heading for each column, and the rows with their numbers in the file, from 1."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def cells(content: bytes) -> Table:
    """The file as a table. Raises Refused where it is none: fewer than two columns, or nothing below the headings."""
    words = decoded(content)
    rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(words), delimiter=delimiter(words))]
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    start = next((at for at, (_n, row) in enumerate(numbered[:ROWS_BEFORE_THE_HEADING]) if knows(row)), None)
    if start is None:  # what stands above a table has fewer cells than the table
        widest = max((len(row) for _number, row in numbered), default=0)
        start = next((at for at, (_n, row) in enumerate(numbered) if len(row) == widest), 0)
    if len(numbered) - start < 2 or len(numbered[start][1]) < 2:
        raise Refused(_("This file is no statement: neither camt.053 (XML) nor a table of days and sums (CSV)."))
    return Table(numbered[start][1], tuple(numbered[start + 1 :]))


def recognised(headings: Sequence[str]) -> dict[str, int]:
    """Which column holds what, as far as the headings say; each column at most once."""
    names = [plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for field, known in HEADINGS.items():
        for word in known.split("|"):
            if word in names and names.index(word) not in found.values():
                found.setdefault(field, names.index(word))
    return found


def knows(row: Sequence[str]) -> bool:
    """Whether a row is one of headings that say enough."""
    return set(NEEDED) <= recognised(row).keys()


def read(table: Table, columns: Mapping[str, int], account: str, currency: str = "EUR") -> Statement:
    """The sums that came in, and those below zero, which went out; rows without day and sum are passed over.

    ``account`` and ``currency`` stand where the table has no column for them. Raises Refused, with the number of the
    row, for a day or a sum that cannot be read.
    """
    rows = [
        (number, {field: row[at] if at < len(row) else "" for field, at in columns.items()})
        for number, row in table.rows
    ]
    rows = [(number, row) for number, row in rows if row["on"] and row["amount"]]
    days = read_days([row["on"] for _number, row in rows])
    sums = read_sums([row["amount"] for _number, row in rows])
    lines: list[Line] = []
    gone: list[Line] = []
    for (number, row), on, amount in zip(rows, days, sums, strict=True):
        if on is None or amount is None:
            said = row["on"] if on is None else row["amount"]
            raise Refused(_("Row %(row)s cannot be read: “%(said)s”.") % {"row": number, "said": said})
        if amount:
            (lines if amount > 0 else gone).append(line(row, on, abs(amount), account, currency))
    return Statement("CSV", tuple(lines), tuple(gone))


def line(row: Mapping[str, str], on: date, amount: Decimal, account: str, currency: str) -> Line:
    """One row. Raises Refused for a currency that is no three letters."""
    named = row.get("currency", "").upper() or currency
    if not CURRENCY.fullmatch(named):
        raise Refused(_("“%(said)s” is no currency.") % {"said": named})
    words = {name: " ".join(row.get(name, "").split()) for name in ("remitter", "text", "reference", "bank_id")}
    accounts = {name: "".join(row.get(name, "").split()) for name in ("account", "remitter_account")}
    accounts["account"] = accounts["account"] or account
    limits = {"remitter": 200, "text": 500, "reference": 60, "bank_id": 100}
    kept = {name: said[: limits[name]] for name, said in words.items()}
    return Line(on=on, amount=amount, currency=named, **accounts, **kept)


def read_days(said: Sequence[str]) -> list[date | None]:
    """Each as a day; None for what is none. Where the day comes before the month is decided for all."""
    found = [read_day(one, "dm") for one in said]
    if None in found and all(other := [read_day(one, "md") for one in said]):
        return other
    return found


def read_day(said: str, order: str) -> date | None:
    """``order`` is ``dm`` or ``md`` for days that do not begin with the year."""
    parts = DAY.match(said.strip())
    if not parts:
        return None
    first, second, third = parts.groups()
    year, month, day = (first, second, third) if len(first) == 4 else (third, second, first)
    if len(first) != 4 and order == "md":
        month, day = first, second
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def read_sums(said: Sequence[str]) -> list[Decimal | None]:
    """Each as a number; None for what is none. The sign before cents somewhere in the file is the decimal sign."""
    bare = [re.sub(r"[\s'’€]|EUR", "", one).replace("−", "-") for one in said]
    points = {found[1] for one in bare if (found := CENTS.search(one.strip("()-+")))}
    point = "," if points == {","} else "." if points <= {"."} else ""
    return [read_sum(one, point) for one in bare]


def read_sum(bare: str, point: str) -> Decimal | None:
    """One number; an empty ``point`` means that the file uses both, and each number says for itself."""
    negative = bare.startswith(("-", "(")) or bare.endswith("-")
    digits = bare.strip("()-+")
    own = point or (found[1] if (found := CENTS.search(digits)) else ".")
    plain_digits = digits.replace("." if own == "," else ",", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", plain_digits):
        return None
    return Decimal(plain_digits) * (-1 if negative else 1)


def decoded(content: bytes) -> str:
    """The text: UTF-8, else as Windows writes Western languages, as many banks do."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    if "\x00" in words:
        raise Refused(_("This file is no statement: neither camt.053 (XML) nor a table of days and sums (CSV)."))
    return words


def delimiter(words: str) -> str:
    """What stands between cells: the sign that is there equally often in most lines."""
    lines = [line for line in words.splitlines() if line.strip()][:200]

    def steady(sign: str) -> int:
        counts = [line.count(sign) for line in lines]
        most = max(set(counts) - {0}, key=counts.count, default=0)
        return counts.count(most) if most else 0

    return max(";\t|,", key=steady)


def plain(heading: str) -> str:
    """A heading as it stands in HEADINGS: “Date d’opération” becomes “date d operation”."""
    letters = unicodedata.normalize("NFKD", heading.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(one for one in letters if not unicodedata.combining(one))))


def sample(table: Table, rows: int = 3) -> list[tuple[str, tuple[str, ...]]]:
    """Each heading with what stands below it in the first rows, for who chooses columns."""
    below = [row for _number, row in table.rows[:rows]]
    columns = list(zip_longest(*below, fillvalue=""))
    return [(heading, columns[at] if at < len(columns) else ()) for at, heading in enumerate(table.headings)]
