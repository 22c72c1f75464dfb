"""Bank statements as XML: camt.053 of ISO 20022, versions 001.02 to 001.13, as banks in Europe hand them out.

The versions differ in where a name, a state and the sum of one transfer stand; all places are looked at. Only what is
booked counts. The reader was made for what a statement must have (message definition report "Bank-to-Customer Cash
Management"); a file whose sums do not add up to its closing balance is refused.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from academy.bank.lines import Line, Statement
from academy.errors import Refused

VERSION = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:(camt\.053\.001\.\d\d)\}Document")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
UNKNOWN = ("NOTPROVIDED", "NONREF")
MOST_TEXT = 500


def read(content: bytes) -> Statement:
    """The sums that came in and went out, in the order of the file.

    Raises Refused for what is no camt.053 statement, has entities or a document type, lacks an account, a day or a
    sum, or does not add up.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise Refused(_("This file is damaged, or no XML that a bank would send.")) from error
    named = VERSION.fullmatch(root.tag)
    statements = root.findall("{*}BkToCstmrStmt/{*}Stmt")
    if not named or not statements:
        raise Refused(_("This is not a bank statement in the format camt.053. Notices (camt.052, camt.054) are not."))
    lines: dict[str, list[Line]] = {"CRDT": [], "DBIT": []}
    try:
        for statement in statements:
            demand_sum(statement)
            account = text(statement, "Acct/Id/IBAN") or demanded(statement, "Acct/Id/Othr/Id")
            for entry in filter(is_booked, statement.iterfind("{*}Ntry")):
                lines[demanded(entry, "CdtDbtInd")] += lines_of(entry, account)
    except (KeyError, ValueError, InvalidOperation) as error:
        raise Refused(_("A day or a sum in this statement cannot be read.")) from error
    return Statement(named[1], tuple(lines["CRDT"]), tuple(lines["DBIT"]))


def lines_of(entry: Element, account: str) -> Iterator[Line]:
    """One line for each transfer of an entry; a collective entry whose parts do not add up stays one line."""
    on, amount, side = day(entry), money(entry), other_side(entry)
    transfers = entry.findall("{*}NtryDtls/{*}TxDtls")
    sums = [part(transfer) for transfer in transfers]
    if len(transfers) < 2 or sum((one or Decimal(0) for one in sums), Decimal(0)) != amount:
        sums, transfers = [amount], transfers[:1] or [entry]
    for number, (transfer, its) in enumerate(zip(transfers, sums, strict=True), start=1):
        if its is None or its <= 0:
            raise ValueError("a transfer of nothing")
        own, whole = text(transfer, "Refs/AcctSvcrRef"), text(entry, "AcctSvcrRef")
        shared = f"{whole}/{number}" if whole and len(transfers) > 1 else whole
        yield Line(
            account=account,
            on=on,
            amount=its,
            currency=amount_of(entry).get("Ccy", ""),
            remitter=name(transfer, side),
            remitter_account=text(transfer, f"RltdPties/{side}Acct/Id/IBAN"),
            text=words(transfer, entry)[:MOST_TEXT],
            reference=text(transfer, "RmtInf/Strd/CdtrRefInf/Ref"),
            bank_id=own or shared,
        )


def other_side(entry: Element) -> str:
    """Who stands on the other side: the debtor of what came in, the creditor of what went out."""
    return "Dbtr" if text(entry, "CdtDbtInd") == "CRDT" else "Cdtr"


def name(transfer: Element, side: str) -> str:
    """Who is on the other side; where somebody stands there for another, both."""
    parties = (f"RltdPties/{side}", f"RltdPties/Ultmt{side}")
    found = [text(transfer, f"{party}/Nm") or text(transfer, f"{party}/Pty/Nm") for party in parties]
    return " / ".join(dict.fromkeys(one for one in found if one))[:200]


def words(transfer: Element, entry: Element) -> str:
    """What was written on the transfer, the sender's own number of the transfer, and what the bank adds."""
    lines = [" ".join((line.text or "").split()) for line in transfer.iterfind("{*}RmtInf/{*}Ustrd")]
    number = text(transfer, "Refs/EndToEndId")
    return " ".join(
        [*lines, *([number] if number not in UNKNOWN else []), *([] if lines else [text(entry, "AddtlNtryInf")])]
    ).strip()


def is_booked(entry: Element) -> bool:
    """Whether it is more than announced: the state stands in ``Sts``, in newer versions in ``Sts/Cd``."""
    return "BOOK" in (text(entry, "Sts"), text(entry, "Sts/Cd"))


def part(transfer: Element) -> Decimal | None:
    """The sum of one transfer of a collective entry; None where the bank does not say."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        if said := text(transfer, path):
            return Decimal(said)
    return None


def demand_sum(statement: Element) -> None:
    """Raise Refused unless the opening balance and all entries come to the closing balance, where both are told."""
    told = {text(one, "Tp/CdOrPrtry/Cd"): signed(one) for one in statement.iterfind("{*}Bal")}
    before, after = ([told[kind] for kind in kinds if kind in told] for kinds in (OPENING, CLOSING))
    moved = sum((signed(entry) for entry in statement.iterfind("{*}Ntry") if is_booked(entry)), Decimal(0))
    if before and after and before[0] + moved != after[0]:
        raise Refused(_("The entries of this statement do not add up to its closing balance: a part of it is missing."))


def signed(thing: Element) -> Decimal:
    """The sum of an entry or a balance, negative where it is the bank's."""
    return money(thing) * (-1 if text(thing, "CdtDbtInd") == "DBIT" else 1)


def money(thing: Element) -> Decimal:
    """The sum, without its sign."""
    return Decimal(amount_of(thing).text or "")


def amount_of(thing: Element) -> Element:
    """Where the sum stands."""
    found = thing.find("{*}Amt")
    if found is None:
        raise ValueError("no amount")
    return found


def day(entry: Element) -> date:
    """The day on which it was booked, or, where that is not told, counts."""
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        if said := text(entry, path):
            return datetime.fromisoformat(said.strip()).date()
    raise ValueError("no day")


def demanded(thing: Element, path: str) -> str:
    """What must be there."""
    if not (found := text(thing, path)):
        raise ValueError(f"no {path}")
    return found


def text(thing: Element, path: str) -> str:
    """The words at ``path``, whatever the version's namespace; empty where there are none."""
    found = thing.findtext("/".join(f"{{*}}{step}" for step in path.split("/")))
    return " ".join((found or "").split())
