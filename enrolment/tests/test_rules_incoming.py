"""What a sum is for: references and names found in what banks pass on, and the sum shared out over claims."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.incoming import Came, Claim, Concern, Match, Share, Verdict, match, numbers, references, spread
from enrolment.rules.incoming import resembles as alike
from enrolment.rules.reference import in_fours, reference

AMINA = Claim(1, 10, Decimal("2720.00"), held=True, starts=date(2026, 6, 1), names=("Amina Diallo",) * 2, code="A1")
BRUNO = Claim(
    2, 20, Decimal("2720.00"), held=True, starts=date(2026, 5, 1), names=("Ministry", "Bruno Silva"), code="A1"
)
GONE = Claim(3, 30, Decimal("0.00"), held=False, starts=date(2026, 6, 1), names=("Chen Li",) * 2, code="A1")
EVERY = [AMINA, BRUNO]


def came(amount: int, **more: Any) -> Came:
    return Came(Decimal(amount), **{"currency": "EUR", "remitter": "", "text": ""} | more)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RF18539007547034", ["RF18539007547034"]),
        ("Fattura rf18 5390 0754 7034 grazie", ["RF18539007547034"]),
        ("RF19539007547034", []),
        ("no reference", []),
    ],
)
def test_references_are_found_however_they_are_spaced(text: str, found: list[str]) -> None:
    assert references(text) == found


@given(st.integers(1, 99999), st.text("ABC xyz,.;0123456789", max_size=20))
def test_a_reference_of_ours_is_among_those_found_in_any_text(serial: int, around: str) -> None:
    ours = reference(f"IN-2026-{serial:05}")
    assert ours in references(f"{around} {in_fours(ours)} {around}")


def test_numbers_of_invoices_are_found_with_and_without_signs() -> None:
    assert numbers("inv. IN-2026-00012, pf 2026 00001, IN202600003 and IN-26-1") == [
        "IN-2026-00012",
        "PF-2026-00001",
        "IN-2026-00003",
    ]


@pytest.mark.parametrize(
    ("name", "said", "answer"),
    [
        ("Zoë Müller", "MULLER, ZOE", True),
        ("Amina Diallo", "MRS AMINA FATOU DIALLO DAKAR", True),
        ("Amina Diallo", "Amina Dial", False),
        ("Ministry", "THE MINISTRY OF LABOUR", True),
        ("Li", "Li Wei", False),
        ("", "anything", False),
    ],
)
def test_a_name_is_known_again(name: str, said: str, answer: bool) -> None:
    assert alike(name, said) is answer


@pytest.mark.parametrize(
    ("amount", "named", "verdict", "concern"),
    [
        (2720, [AMINA], Verdict.MATCHED, None),
        (720, [AMINA], Verdict.MATCHED, None),
        (2800, [AMINA], Verdict.ASK, Concern.OVERPAID),
        (100, [GONE], Verdict.ASK, Concern.CANCELLED),
        (3000, [AMINA, GONE], Verdict.ASK, Concern.CANCELLED),
        (10, [Claim(1, 10, Decimal(0), True, None, ("Amina Diallo",) * 2, "A1")], Verdict.ASK, Concern.PAID),
        (10, [], Verdict.UNKNOWN, Concern.STRANGER),
    ],
)
def test_what_names_an_invoice(amount: int, named: list[Claim], verdict: Verdict, concern: Concern | None) -> None:
    found = match(came(amount), named, EVERY, certain=True)
    assert (found.verdict, found.concern) == (verdict, concern)
    assert sum(share.amount for share in found.shares) == (amount if named else 0)


def test_the_number_of_an_invoice_without_check_digits_is_a_proposal() -> None:
    assert match(came(2720), [AMINA], EVERY, certain=False).verdict == Verdict.PROPOSED


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ({"remitter": "DIALLO AMINA"}, 1),
        ({"remitter": "Silva", "text": "for Bruno Silva"}, 2),
        ({"text": "fee of Amina Diallo", "amount": 500}, 1),
        ({"remitter": "Who is this"}, None),
        ({"text": "A1"}, None),  # two owe the same sum for this course
    ],
)
def test_names_and_sums_propose(words: dict[str, Any], place: int | None) -> None:
    said = {"amount": 2720} | words
    found = match(came(**said), None, EVERY, certain=False)
    assert found.verdict == (Verdict.PROPOSED if place else Verdict.UNKNOWN)
    assert [share.place for share in found.shares] == ([place] if place else [])


def test_the_only_one_who_owes_that_sum_for_the_course_is_proposed() -> None:
    other = Claim(2, 20, Decimal(500), True, None, ("Ministry", "Bruno Silva"), "A1")
    assert match(came(500, text="course A1"), None, [AMINA, other], certain=False).shares == (
        Share(2, 20, Decimal(500)),
    )


def test_other_money_and_what_was_told_twice_is_never_booked_by_itself() -> None:
    assert match(came(2720, currency="USD"), [AMINA], EVERY, certain=True) == Match(Verdict.ASK, Concern.CURRENCY)
    assert match(came(2720, twice=True), [AMINA], EVERY, certain=True).concern == Concern.TWICE


@given(
    st.decimals("0.01", "99999", places=2),
    st.lists(st.decimals("-500", "3000", places=2), min_size=1, max_size=6),
)
def test_shares_always_add_up_and_nobody_pays_before_it_is_owed(amount: Decimal, owed: list[Decimal]) -> None:
    claims = [Claim(key, 1, one, True, None, ("A", "A"), "") for key, one in enumerate(owed)]
    shares = spread(amount, claims)
    assert sum(share.amount for share in shares) == amount
    assert all(share.amount > 0 for share in shares)
    if amount <= sum(max(one, Decimal(0)) for one in owed):
        assert all(share.amount <= claims[share.place].owed for share in shares)


def test_the_earliest_start_is_paid_first() -> None:
    assert spread(Decimal(3000), EVERY) == (Share(2, 20, Decimal("2720.00")), Share(1, 10, Decimal("280.00")))
