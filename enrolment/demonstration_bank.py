"""A bank statement made up for the demonstration: one that was taken in, and a file of today's for trying it out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from academy import clock
from academy.accounts.models import User
from academy.bank.lines import Line, Statement
from catalogue.texts import centre
from enrolment import facts
from enrolment.demonstration import addressed
from enrolment.models import Invoice, Payer, Place
from enrolment.operations import incoming, invoices, ledger, payers
from enrolment.rules.outgoing import refund_reference
from enrolment.rules.reference import in_fours

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>DEMONSTRATION</MsgId></GrpHdr><Stmt><Id>DEMONSTRATION</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>
{entries}
</Stmt></BkToCstmrStmt></Document>
"""
ENTRY = """<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{on}</Dt></BookgDt><AcctSvcrRef>{bank_id}</AcctSvcrRef><NtryDtls><TxDtls>
<RltdPties><{side}><Pty><Nm>{remitter}</Nm></Pty></{side}></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def load_bank(staff: dict[str, User], now: datetime, file: Path) -> None:
    """A statement of three days ago, of which one sum is booked and one is asked about, and ``file`` to be taken in."""
    finance, administrator = staff["finance"], staff["administrator"]
    asked = [invoiced(place, finance, now) for place in unpaid("DEMO-OPEN")[:3]]
    before = [
        came(now, 3, asked[0].total, text=in_fours(asked[0].reference), remitter=asked[0].payer.name),
        came(now, 3, Decimal(500), text="Training of our colleague", remitter="Fondation pour la Mobilité"),
        came(now, 3, Decimal("12.40"), text="Interest", remitter=""),
    ]
    statement = incoming.take_in(
        Statement("camt.053.001.08", tuple(before)), by=finance, now=now, title="statement-of-last-week", sha256=""
    )
    paid, unknown = statement.lines.get(amount=asked[0].total), statement.lines.get(amount=500)
    incoming.book(paid, facts.match_of(paid).match.shares, by=finance, now=now)
    incoming.ask(unknown, administrator, "Do you know whom this foundation sends?", by=finance, now=now)
    (late,) = unpaid("DEMO-NEXT")[:1]
    after = [
        *before[1:],
        came(now, 0, asked[1].total, text=f"Invoice {asked[1].number} {asked[1].reference}", remitter="Treasury"),
        came(now, 0, asked[2].total + 50, text=asked[2].reference, remitter=asked[2].payer.name),
        came(now, 0, late.ledger.balance(), text=f"Course fee {late.application.full_name}", remitter="Banco Andino"),
        came(now, 0, Decimal(300), text="as agreed", remitter="J. Smith"),
    ]
    file.write_text(as_camt(after, refunds(now)), encoding="utf-8")


def unpaid(code: str) -> list[Place]:
    """Places of an edition for which nothing was paid, the oldest first."""
    places = Place.objects.filter(edition__code=code, state="confirmed").exclude(ledger__kind="payment")
    return list(places.select_related("application", "participant").order_by("pk"))


def invoiced(place: Place, by: User, now: datetime) -> Invoice:
    """The invoice to whoever pays for the place."""
    payer = addressed(payers.payer_of(place), str(place.application.country))
    return invoices.issue(payer, [place], by=by, now=now)


def came(now: datetime, days_ago: int, amount: Decimal, *, text: str, remitter: str) -> Line:
    """A sum that reached the Centre's account some days ago."""
    account, on = str(centre("invoice")["iban"]), clock.civil_day(now - timedelta(days=days_ago))
    number = f"DEMO-{on:%m%d}-{amount:.0f}"
    return Line(account, on, amount, "EUR", remitter=remitter, text=text, bank_id=number)


def as_camt(came_in: list[Line], gone: Sequence[Line] = ()) -> str:
    """A statement of these sums, as a bank would hand it out."""
    entries = [entry(line, sign="CRDT", side="Dbtr") for line in came_in]
    entries += [entry(line, sign="DBIT", side="Cdtr") for line in gone]
    return FILE.format(account=came_in[0].account, entries="\n".join(entries))


def entry(line: Line, *, sign: str, side: str) -> str:
    """One sum of it."""
    said = {name: escape(str(words)) for name, words in vars(line).items()}
    return ENTRY.format_map(said | {"sign": sign, "side": side})


def refunds(now: datetime) -> list[Line]:
    """What the Centre sent back of what it owes, with its reference, and a sum for something else."""
    places: Any = Place.objects.order_by("pk").with_money().with_refund_due()
    sent = []
    for place in places:
        for key, due in ledger.refunds_due(place).items():
            charges, name = facts.terms_of(place).policy.bank_charges, Payer.objects.get(pk=key).name
            if due > charges:
                words = f"Refund {in_fours(refund_reference(place.pk, key))}"
                sent.append(came(now, 0, due - charges, text=words, remitter=name))
    return [*sent, came(now, 0, Decimal("86.20"), text="Invoice 2211", remitter="Tipografia Po")]
