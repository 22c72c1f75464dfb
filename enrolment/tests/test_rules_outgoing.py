"""Which refund a sum is that went out."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.outgoing import Due, Sign, Went, propose, refund_reference
from enrolment.rules.reference import is_reference
from enrolment.rules.shares import refunds_due

AMINA = Due(1, 1, Decimal(1360), Decimal(15), ("Amina Diallo",), frozenset({refund_reference(1, 1), "CN-2027-00001"}))
BRUNO = Due(2, 2, Decimal(1360), Decimal(15), ("Bruno Costa",), frozenset({refund_reference(2, 2)}))
SENT = Due(3, 3, Decimal(700), Decimal(15), ("Carla Ruiz",), frozenset({refund_reference(3, 3)}), entry=77)
DUES = [AMINA, BRUNO, SENT]


def went(amount: Any, beneficiary: str = "", text: str = "", currency: str = "EUR") -> Went:
    return Went(Decimal(amount), currency, beneficiary, text)


@pytest.mark.parametrize(
    ("sum_", "found", "charges", "by"),
    [
        (went("1345", text=f"refund {refund_reference(1, 1)}"), AMINA, "15", Sign.REFERENCE),
        (went("1352", text=f"refund {refund_reference(1, 1)}"), AMINA, "8", Sign.REFERENCE),
        (went("1360", text="Credit note CN-2027-00001."), AMINA, "0", Sign.REFERENCE),
        (went("1345", "DIALLO, AMINA"), AMINA, "15", Sign.NAME),
        (went("1360", "Bruno Costa"), BRUNO, "0", Sign.NAME),
        (went("700", "Somebody"), SENT, "0", Sign.SUM),
    ],
)
def test_what_it_may_be(sum_: Went, found: Due, charges: str, by: Sign) -> None:
    proposal = propose(sum_, DUES)
    assert proposal is not None
    assert (proposal.due, proposal.bank_charges, proposal.by) == (found, Decimal(charges), by)


@pytest.mark.parametrize(
    "sum_",
    [
        went("1345", "Somebody"),  # two are owed as much
        went("1352", "Amina Diallo"),  # another sum than was agreed, and no reference
        went("1361", text=refund_reference(1, 1)),  # more than is owed
        went("685", text=refund_reference(3, 3)),  # was recorded with another sum
        went("1345", "Amina Diallo", currency="USD"),
        went("12.40", "Office supplies"),
    ],
)
def test_what_is_left_to_a_person_or_no_refund(sum_: Went) -> None:
    assert propose(sum_, DUES) is None


def test_of_one_payer_for_one_place_what_was_recorded_comes_first() -> None:
    recorded = Due(1, 1, Decimal(1360), Decimal(15), ("Amina Diallo",), AMINA.marks, entry=5)
    proposal = propose(went("1360", "Amina Diallo"), [AMINA, recorded])
    assert proposal is not None
    assert proposal.due == recorded


@given(place=st.integers(1, 10**9 - 1), payer=st.integers(1, 10**9 - 1))
def test_references_of_refunds_hold_their_check(place: int, payer: int) -> None:
    assert is_reference(refund_reference(place, payer))


euros = st.decimals(min_value=-5000, max_value=5000, places=2)


@given(balances=st.dictionaries(st.integers(1, 5), euros, max_size=4), amount=st.decimals(0, 9000, places=2))
def test_a_refund_is_never_more_than_is_owed(balances: dict[int, Decimal], amount: Decimal) -> None:
    due = refunds_due(balances)
    assert sum(due.values(), Decimal(0)) == max(-sum(balances.values(), Decimal(0)), Decimal(0))
    assert all(Decimal(0) < sum_ <= -balances[payer] for payer, sum_ in due.items())
    dues = [Due(1, payer, sum_, Decimal(15), (), frozenset({"X"})) for payer, sum_ in due.items()]
    proposal = propose(went(amount, text="X"), dues)
    assert proposal is None or Decimal(0) <= proposal.bank_charges <= proposal.due.amount
