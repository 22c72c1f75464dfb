"""Bank statements: camt.053 in two versions, and the tables of banks that each write in their own way."""

import io
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.bank import camt, read, table
from academy.bank.lines import Line, keys
from academy.errors import Refused

HERE = Path(__file__).parent / "bank"
OLD = (HERE / "camt.053.001.02.xml").read_text(encoding="utf-8")
NEW = (HERE / "camt.053.001.08.xml").read_text(encoding="utf-8")
IBAN, DAY = "IT60X0542811101000000123456", date(2026, 3, 31)


def test_an_old_statement_gives_each_transfer_that_came_in() -> None:
    found = camt.read(OLD.encode())
    assert (found.form, [str(one.amount) for one in found.gone]) == ("camt.053.001.02", ["30.00"])
    first, *parts = found.lines
    assert first == Line(
        account=IBAN,
        on=DAY,
        amount=Decimal("2720.00"),
        currency="EUR",
        remitter="Ministry of Labour",
        remitter_account="FR7630006000011234567890189",
        text="Course fee, A9718056",
        bank_id="B-1",
    )
    assert [(str(one.amount), one.remitter, one.bank_id) for one in parts] == [
        ("200.00", "Ana", "B-2/1"),
        ("400.00", "Ben", "B-2/2"),
    ]


def test_a_new_statement_tells_names_states_and_references_in_other_places() -> None:
    first, second = camt.read(NEW.encode()).lines
    assert (first.on, first.remitter, first.bank_id) == (DAY, "Treasury / Ministry of Labour", "T-7")
    assert (first.reference, first.text) == ("RF18539007547034", "PO 4711")
    assert (second.on, second.currency, second.text) == (date(2026, 4, 1), "USD", "Cash paid in")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<Ntry><Amt Ccy="EUR">30.00', '<Ntry><Amt Ccy="EUR">31.00'),  # does not add up any more
        ("camt.053.001.02", "camt.054.001.02"),
        ("<Dt>2026-03-31</Dt>", "<Dt>31 March</Dt>"),
        (">2720.00<", ">a lot<"),
        ("<IBAN>IT60X0542811101000000123456</IBAN>", ""),
        ("</Document>", ""),
        ("<Document ", '<!DOCTYPE d [<!ENTITY a "aaaa">]><Document '),
    ],
)
def test_a_statement_that_is_damaged_or_none_is_refused(old: str, new: str) -> None:
    assert old in OLD
    with pytest.raises(Refused):
        camt.read(OLD.replace(old, new).encode())


ITALIAN = (
    "Estratto conto;;;;\n\nData contabile;Ordinante;Causale;Importo;Divisa\n31/03/2026;Ministero;Quota;1.234,50;EUR\n"
    "31/03/2026;Banca;Spese;-3,00;EUR\n01/04/2026;Rossi;RF18 5390 0754 7034;2.720,00;EUR\nTotale;;;;\n"
)
ENGLISH = 'Date,Description,Amount,Transaction ID\n2026-03-31,Fee,"1,234.50",77\n2026-04-01,Fee,2720.00,78\n'
AMERICAN = "date\tname\tcredit\n03/31/2026\tUS Fund\t$1\n"


def sums(content: bytes) -> list[tuple[str, str]]:
    return [(one.on.isoformat(), f"{one.amount:.2f}") for one in read.read(content, IBAN).lines]


@pytest.mark.parametrize("content", [ITALIAN.encode(), ITALIAN.encode("cp1252"), ENGLISH.encode("utf-8-sig")])
def test_tables_are_read_by_their_headings(content: bytes) -> None:
    assert sums(content) == [("2026-03-31", "1234.50"), ("2026-04-01", "2720.00")]


def test_what_a_table_does_not_say_is_filled_in() -> None:
    found = read.read(ITALIAN.encode(), IBAN)
    assert (found.form, len(found.gone), found.lines[0].account) == ("CSV", 1, IBAN)
    assert (found.lines[1].remitter, found.lines[1].text) == ("Rossi", "RF18 5390 0754 7034")


def test_a_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Refused, match=r"Row 2 .*\$1"):
        read.read(AMERICAN.encode(), IBAN)
    assert sums(AMERICAN.replace("$", "").encode()) == [("2026-03-31", "1.00")]


def test_columns_that_are_not_known_must_be_chosen() -> None:
    strange = b"When;Who;How much\n31.03.26;Ana;12,5\n"
    with pytest.raises(read.Unrecognised) as asked:
        read.read(strange, IBAN)
    assert table.sample(asked.value.table)[2] == ("How much", ("12,5",))
    (line,) = read.read(strange, IBAN, {"on": 0, "remitter": 1, "amount": 2}).lines
    assert (line.on, line.remitter, line.amount) == (DAY, "Ana", Decimal("12.5"))


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"hello", b"a;b\n", b"\x00\x01;\x02\n\x03;\x04", b"<html/>"])
def test_what_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read.read(content, IBAN)
    for wrong in (b"  \n", b"x" * (read.MOST_BYTES + 1)):
        with pytest.raises(Refused):
            read.content_of(io.BytesIO(wrong))


@given(
    st.lists(st.decimals("0.01", "9999999.99", places=2), min_size=1, max_size=5),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("", ".")]),
)
def test_a_sum_is_read_however_it_is_grouped(amounts: list[Decimal], signs: tuple[str, str]) -> None:
    thousands, point = signs
    said = [f"{one:,.2f}".replace(".", "_").replace(",", thousands).replace("_", point) for one in amounts]
    assert table.read_sums(said) == amounts


def test_every_line_has_a_key_of_its_own_which_is_the_same_in_another_file() -> None:
    twin = Line(IBAN, DAY, Decimal(10), "EUR", "Ana", text="gift")
    later = Line(IBAN, DAY, Decimal("10.00"), "EUR", "Ana", text="gift", bank_id="1")
    other = Line(IBAN, date(2026, 4, 1), Decimal(10), "EUR", "Ana", text="gift")
    found = keys([twin, twin, later, other])
    assert len(set(found)) == 4
    assert keys([later, twin, other, twin]) == [found[2], found[0], found[3], found[1]]
    assert all(first != second for first, second in pairwise(keys([twin] * 5)))
