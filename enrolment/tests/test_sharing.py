"""Several payers of one place: shared out, reduced, refunded; whatever happens, the ledger balances."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as pace
from hypothesis import strategies as st

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.money import CENT, ZERO
from academy.testing import cast
from enrolment.models import EntryKind, Ground, Payer, Place, Reason
from enrolment.operations import cancel, ledger, payers, sharing, waive
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(felix: User) -> Place:
    return build.place(cast.applicant(), build.open_edition(starts_in=10), by=felix, **build.SPONSOR)


def both(place: Place) -> tuple[Payer, Payer]:
    """The sponsor and the participant."""
    return payers.sponsor_of(place), payers.of_participant(place)


def charged(place: Place) -> dict[str, Decimal]:
    return {one.name: one.charged for one in place.ledger.by_payer()}


def test_a_sponsor_pays_tuition_and_the_participant_the_subsistence(place: Place, felix: User) -> None:
    sponsor, participant = both(place)
    sharing.share_out(place, {sponsor: build.TUITION, participant: build.SUBSISTENCE}, by=felix, now=clock.now())
    assert charged(place) == {"Ministry of Labour": build.TUITION, "Amina Diallo": build.SUBSISTENCE}
    standing = [(row.payer, row.params["part"], row.amount) for row in place.ledger.standing()]
    assert standing == [(sponsor, "tuition", build.TUITION), (participant, "subsistence", build.SUBSISTENCE)]
    assert place.ledger.count() == 6


def test_shares_that_do_not_add_up_are_refused(place: Place, felix: User) -> None:
    sponsor, participant = both(place)
    for shares in ({sponsor: build.PRICE - CENT}, {sponsor: build.PRICE, participant: CENT}):
        with pytest.raises(Refused, match="add up"):
            sharing.share_out(place, shares, by=felix, now=clock.now())
    assert place.ledger.count() == 2


def test_a_fellowship_is_a_row_with_a_reason_and_stays_with_its_payer(place: Place, felix: User) -> None:
    sponsor, participant = both(place)
    given: dict[str, Any] = {"payer": sponsor, "reason": Reason.FELLOWSHIP, "text": "ILO fellowship 12", "by": felix}
    sharing.reduce(place, Decimal(700), now=clock.now(), **given)
    assert place.ledger.get(kind="reduction").words == "Fellowship: ILO fellowship 12"
    assert place.ledger.balance() == build.PRICE - 700
    with pytest.raises(Refused, match="granted more"):
        sharing.share_out(place, {participant: build.PRICE}, by=felix, now=clock.now())
    with pytest.raises(Refused, match="between one cent"):
        sharing.reduce(place, build.PRICE, now=clock.now(), **given)
    assert place.participant.letters.filter(name="enrolment/reduction").count() == 1


def test_each_payer_is_refunded_in_proportion_to_what_it_paid(place: Place, felix: User) -> None:
    sponsor, participant = both(place)
    shares = {sponsor: build.TUITION, participant: build.SUBSISTENCE}
    sharing.share_out(place, shares, by=felix, now=clock.now())
    for payer, amount in shares.items():
        ledger.record_payment(place, amount, payer=payer, on=clock.today(), reference="R", by=felix, now=clock.now())
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    due = ledger.refunds_due(place)
    half = {payer.pk: amount / 2 for payer, amount in shares.items()}
    assert due == half
    for payer in shares:
        ledger.record_refund(place, payer=payer, bank_charges=Decimal(15), on=clock.today(), by=felix, now=clock.now())
    assert [one.balance for one in place.ledger.by_payer()] == [ZERO, ZERO]


def test_a_waiver_is_granted_to_each_payer_in_proportion_to_its_penalty(place: Place, felix: User) -> None:
    sponsor, participant = both(place)
    shares = {sponsor: build.TUITION, participant: build.SUBSISTENCE}
    sharing.share_out(place, shares, by=felix, now=clock.now())
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    waive.waive(place, build.PRICE / 4, ground=Ground.ILLNESS, why="Certificate seen.", by=felix, now=clock.now())
    assert [one.balance for one in place.ledger.by_payer()] == [build.TUITION / 4, build.SUBSISTENCE / 4]


def test_the_desk_shares_out_and_reduces(place: Place, felix: User) -> None:
    browser = cast.browser(felix)
    address = reverse("admin:enrolment_place_do", args=[place.pk, "share"])
    sponsor = payers.sponsor_of(place)
    form = browser.get(address)
    assert list(form.context["form"].fields) == ["seen", f"payer-{sponsor.pk}", "participant"]
    values = {"seen": form.context["seen"], f"payer-{sponsor.pk}": build.TUITION, "participant": build.SUBSISTENCE}
    assert browser.post(address, values).status_code == 302
    assert charged(place)["Amina Diallo"] == build.SUBSISTENCE
    address = reverse("admin:enrolment_place_do", args=[place.pk, "reduce"])
    reduction = {"payer": sponsor.pk, "amount": "100", "reason": "waiver", "text": "Second course", "seen": build.PRICE}
    assert browser.post(address, reduction).status_code == 302
    assert charged(place)["Ministry of Labour"] == build.TUITION - 100


sums = st.decimals(min_value="0.01", max_value=4000, places=2)
deeds = st.lists(
    st.tuples(st.sampled_from(["pay", "share", "reduce", "cancel", "refund", "back"]), sums, st.booleans()), max_size=8
)


@pace(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=deeds)
def test_whatever_happens_paid_and_owed_add_up_for_each_and_for_all(
    place: Place, felix: User, acts: list[tuple[str, Decimal, bool]]
) -> None:
    with transaction.atomic():
        for name, amount, first in acts:
            tried(place, name, amount, both(place)[0 if first else 1], felix)
        transaction.set_rollback(True)
    place.refresh_from_db()


def tried(place: Place, name: str, amount: Decimal, payer: Payer, by: User) -> None:
    """One act, which books something or is refused; then the sums hold, and no earlier row has changed."""
    before = list(place.ledger.values())
    try:
        act(place, name, amount, payer, by)
    except Refused:
        assert list(place.ledger.values()) == before
    assert list(place.ledger.values())[: len(before)] == before
    rows = place.ledger.by_payer()
    assert sum(one.balance for one in rows) == place.ledger.balance()
    assert sum(one.charged for one in rows) == place.ledger.charged()
    others = place.ledger.filter(kind__in=[EntryKind.PENALTY, EntryKind.BANK_CHARGE]).balance()
    assert place.ledger.balance() == place.ledger.charged() + others - place.ledger.paid()
    assert all(one.charged >= ZERO and one.paid >= ZERO for one in rows)


def act(place: Place, name: str, amount: Decimal, payer: Payer, by: User) -> None:
    """One thing that staff may try."""
    now, today = clock.now(), clock.today()
    match name:
        case "pay":
            ledger.record_payment(place, amount, payer=payer, on=today, reference="R", by=by, now=now)
        case "share":
            other = next(one for one in both(place) if one != payer)
            share = min(amount, build.PRICE)
            sharing.share_out(place, {payer: share, other: build.PRICE - share}, by=by, now=now)
        case "reduce":
            sharing.reduce(place, amount, payer=payer, reason=Reason.WAIVER, text="W", by=by, now=now)
        case "cancel":
            cancel.cancel(place, by=by, why="", seen=None, now=now)
        case "refund":
            ledger.record_refund(place, payer=payer, bank_charges=min(amount, CENT), on=today, by=by, now=now)
        case "back":
            row = place.ledger.standing().filter(kind=EntryKind.PAYMENT).first()
            if row and place.ledger.filter(kind=EntryKind.REFUND).count() == 0:
                ledger.take_back(row, by=by, now=now)
