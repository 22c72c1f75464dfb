"""Whatever is done with money, in any order: each ledger, and all of them together, stay balanced to the cent."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from academy import clock
from academy.accounts.models import User
from academy.bank.lines import Line, Statement
from academy.errors import Refused
from academy.money import ZERO
from academy.testing import cast
from catalogue.models import Edition
from catalogue.tests.build import add_rate
from enrolment import facts
from enrolment.models import (
    EntryKind,
    Ground,
    Incoming,
    Invoice,
    InvoiceKind,
    LedgerEntry,
    Outgoing,
    Payer,
    Place,
    Reason,
)
from enrolment.models.ledger import PayerTotals
from enrolment.operations import (
    apply,
    cancel,
    decide,
    incoming,
    invoices,
    kind,
    ledger,
    outgoing,
    payers,
    plans,
    sharing,
    substitute,
    transfer,
    waive,
)
from enrolment.operations.concerned import concerned, fingerprint
from enrolment.rules.incoming import Share as Part
from enrolment.rules.outgoing import refund_reference
from enrolment.states import HOLDING_A_SEAT
from enrolment.tests import build

pytestmark = pytest.mark.django_db
ACCOUNT, PLACES, PAYERS = "IT60X0542811101000000123456", 3, 3
WHICH, WHO = st.integers(0, PLACES + 2), st.integers(0, PAYERS - 1)
EUROS = st.decimals(min_value="0.01", max_value="3000.00", places=2)
OWN_PART = {key: value for key, value in build.ANSWERS.items() if key != "financing"}
KINDS = {kind.value for kind in EntryKind}


def added(rows: Iterable[LedgerEntry]) -> Decimal:
    """The sum of these rows, added up here and not by the database."""
    return sum((row.amount for row in rows), ZERO)


class Sums(RuleBasedStateMachine):
    """Three places, of which a sponsor pays one, and a second edition to move to; what is refused changes nothing.

    ``came`` and ``sent`` are what reached and left the Centre, noted beside the ledgers.
    """

    people: list[User]
    boss: User
    editions: list[Edition]

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.came = self.sent = ZERO
        self.number = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def place(self, which: int) -> Place:
        """One of all places that there are by now."""
        found = list(Place.objects.order_by("pk"))
        return found[which % len(found)]

    def payer(self, place: Place, who: int) -> Payer:
        """Somebody who pays for the place, or a stranger to it."""
        known = list(Payer.objects.of_place(place))
        return known[who] if who < len(known) else payers.organization("Fund", "fund@example.org")

    def asked(self) -> dict[str, Any]:
        return {"by": self.boss, "now": clock.now()}

    @rule(which=WHICH, who=WHO, amount=EUROS)
    def pays(self, which: int, who: int, amount: Decimal) -> None:
        place = self.place(which)
        said: dict[str, Any] = {"payer": self.payer(place, who), "on": clock.today(), "reference": "TRF"}
        ledger.record_payment(place, amount, **said, **self.asked())
        self.came += amount

    @rule(which=WHICH, who=WHO)
    def pays_all_that_is_owed(self, which: int, who: int) -> None:
        owed = self.place(which).ledger.balance()
        if owed > ZERO:
            self.pays(which, who, owed)

    @rule(which=WHICH, who=WHO, amount=EUROS)
    def pays_by_the_bank(self, which: int, who: int, amount: Decimal) -> None:
        place, self.number = self.place(which), self.number + 1
        line = Line(ACCOUNT, clock.today(), amount, "EUR", bank_id=f"B{self.number}")
        (row,) = incoming.take_in(self.statement(line), title="x", sha256="", **self.asked()).lines.all()
        with suppress(Refused), transaction.atomic():
            incoming.book(row, [Part(place.pk, self.payer(place, who).pk, amount)], **self.asked())
            self.came += amount

    def statement(self, *came: Line, gone: tuple[Line, ...] = ()) -> Statement:
        return Statement("camt.053.001.08", came, gone)

    @rule()
    def a_booking_is_taken_back(self) -> None:
        if row := Incoming.objects.filter(state="booked").first():
            incoming.take_back(row, why="A mistake.", **self.asked())
            self.came -= row.amount

    @rule(which=WHICH)
    def an_entry_is_corrected(self, which: int) -> None:
        place = self.place(which)
        if entry := ledger.correctable(place).last():
            with suppress(Refused), transaction.atomic():
                ledger.correct(place, entry, text="A mistake.", **self.asked())
                self.came += entry.amount if entry.kind == EntryKind.PAYMENT else ZERO
                self.sent -= entry.amount if entry.kind == EntryKind.REFUND else ZERO

    @rule(which=WHICH, charges=st.sampled_from(["0.00", "15.00", "900.00"]))
    def is_refunded(self, which: int, charges: str) -> None:
        place = self.place(which)
        for key in ledger.refunds_due(place):
            said: dict[str, Any] = {"payer": Payer.objects.get(pk=key), "on": clock.today()}
            with suppress(Refused):
                self.sent += ledger.record_refund(place, bank_charges=Decimal(charges), **said, **self.asked())
            return

    @rule(which=WHICH, less=st.sampled_from(["0.00", "15.00", "3.33"]))
    def is_refunded_by_the_bank(self, which: int, less: str) -> None:
        place, self.number = self.place(which), self.number + 1
        for key, due in ledger.refunds_due(place).items():
            if due <= Decimal(less):
                return
            words = {"text": refund_reference(place.pk, key), "bank_id": f"G{self.number}"}
            line = Line(ACCOUNT, clock.today(), due - Decimal(less), "EUR", **words)
            with suppress(Refused), transaction.atomic():
                (row,) = incoming.take_in(self.statement(gone=(line,)), title="x", sha256="", **self.asked()).gone.all()
                found = facts.proposal_of(row)
                assert found
                outgoing.confirm(row.pk, found.fingerprint, **self.asked())
                row.refresh_from_db()
                self.sent += line.amount if row.recorded else ZERO
            return

    @rule()
    def a_confirmation_is_taken_back(self) -> None:
        if row := Outgoing.objects.filter(state="sent").first():
            recorded = row.recorded
            outgoing.take_back(row.pk, **self.asked())
            self.sent -= row.amount if recorded else ZERO

    @rule(which=WHICH, part=st.integers(0, 100))
    def is_shared_out(self, which: int, part: int) -> None:
        place = self.place(which)
        whole = place.ledger.standing().filter(kind=EntryKind.CHARGE).balance()
        one = (whole * part / 100).quantize(Decimal("0.01"))
        shares = {payers.payer_of(place): one, payers.organization("Fund", "fund@example.org"): whole - one}
        with suppress(Refused):
            sharing.share_out(place, {who: sum_ for who, sum_ in shares.items() if sum_}, **self.asked())

    @rule(which=WHICH, who=WHO, amount=EUROS, reason=st.sampled_from([Reason.WAIVER, Reason.FELLOWSHIP]))
    def is_granted_a_reduction(self, which: int, who: int, amount: Decimal, reason: Reason) -> None:
        place = self.place(which)
        with suppress(Refused):
            sharing.reduce(place, amount, payer=self.payer(place, who), reason=reason, text="x", **self.asked())

    @rule(which=WHICH, special=st.booleans())
    def is_of_another_kind(self, which: int, special: bool) -> None:
        place = self.place(which)
        with suppress(Refused):
            kind.correct(place, place.edition.rates.first() if special else None, text="x", **self.asked())

    @rule(which=WHICH)
    def cancels(self, which: int) -> None:
        with suppress(Refused):
            cancel.cancel(self.place(which), why="", seen=None, **self.asked())

    @rule(which=WHICH, amount=EUROS)
    def a_penalty_is_waived(self, which: int, amount: Decimal) -> None:
        place = self.place(which)
        part = min(amount, waive.waivable(place))
        with suppress(Refused):
            waive.waive(place, part, ground=Ground.ILLNESS, why="A letter.", **self.asked())

    @rule(which=WHICH, to=st.integers(0, 1))
    def moves(self, which: int, to: int) -> None:
        place = self.place(which)
        with suppress(Refused), transaction.atomic():
            asked = transfer.ask(place, Edition.objects.get(pk=self.editions[to].pk), why="", **self.asked())
            transfer.carry_out(asked, **self.asked())

    @rule(which=WHICH)
    def is_handed_over(self, which: int) -> None:
        place, now = self.place(which), clock.now()
        with suppress(Refused), transaction.atomic():
            person = cast.person(f"s{place.pk}-{place.substitutions.count()}@example.org", "Substitute")
            named: dict[str, Any] = {"name": "Substitute", "email": person.email, "language": "en"}
            made = substitute.name(place, **named, **self.asked())
            mine = substitute.take_up(substitute.token_of(made), person, now=now)
            apply.save(mine, {**OWN_PART, "full_name": "Substitute"}, now=now)
            apply.submit(mine, now=now)
            decide.accept(mine, why="", seen="submitted", **self.asked())

    @rule(days=st.sampled_from([1, 8, 20]))
    def the_start_comes_nearer(self, days: int) -> None:
        for edition in Edition.objects.filter(cancelled=False):
            starts = max(clock.today() + timedelta(days=1), (edition.starts or clock.today()) - timedelta(days=days))
            Edition.objects.filter(pk=edition.pk).update(starts=starts)

    @rule(which=WHICH, who=WHO, kind=st.sampled_from([InvoiceKind.INVOICE, InvoiceKind.PRO_FORMA]))
    def is_invoiced(self, which: int, who: int, kind: InvoiceKind) -> None:
        place = self.place(which)
        with suppress(Refused):
            invoices.issue(self.payer(place, who), [place], kind=kind, **self.asked())

    @rule()
    def credits_and_receipts_are_issued(self) -> None:
        for invoice in Invoice.objects.filter(kind=InvoiceKind.INVOICE):
            with suppress(Refused):
                invoices.credit(invoice, **self.asked())
        for payment in LedgerEntry.objects.filter(kind=EntryKind.PAYMENT):
            with suppress(Refused):
                invoices.receipt(payment, **self.asked())

    @rule(really=st.integers(0, 3))
    def the_first_edition_is_called_off(self, really: int) -> None:
        edition = Edition.objects.get(pk=self.editions[0].pk)
        if really or edition.cancelled:
            return
        plan = plans.called_off(edition, {"en": "Too few."})
        with suppress(Refused):
            plans.call_off(plan, seen=fingerprint(plan, concerned(edition, plan.kind)), **self.asked())
            plans.carry_out(str(plan.pk))

    @invariant()
    def what_came_and_went_is_what_all_ledgers_hold(self) -> None:
        assert LedgerEntry.objects.all().paid() == self.came - self.sent

    @invariant()
    def what_moved_out_moved_in(self) -> None:
        moved = LedgerEntry.objects.filter(kind__in=[EntryKind.TRANSFER_IN, EntryKind.TRANSFER_OUT])
        assert {one.balance for one in moved.by_payer()} <= {ZERO}

    @invariant()
    def each_ledger_adds_up(self) -> None:
        """Everything about a place at once: to ask for it anew for each of these took most of the time."""
        every, over = list(LedgerEntry.objects.all()), ZERO
        for place in Place.objects.all():
            rows = [row for row in every if row.place_id == place.pk]
            payers_, balance = place.ledger.by_payer(), place.ledger.balance()
            assert {row.kind for row in rows} <= KINDS
            assert added(rows) == balance == sum((one.balance for one in payers_), ZERO)
            self.a_held_place_costs_what_was_agreed(place, rows, payers_)
            self.no_refund_is_more_than_was_paid(place, payers_, balance)
            over += sum((min(one.balance, ZERO) for one in payers_), ZERO)
        owed = sum((one.owed for one in facts.positions()), ZERO)
        assert LedgerEntry.objects.all().balance() == added(every) == owed + over

    def a_held_place_costs_what_was_agreed(
        self, place: Place, rows: list[LedgerEntry], payers_: list[PayerTotals]
    ) -> None:
        if place.state in HOLDING_A_SEAT:
            assert added(row for row in rows if row.kind == EntryKind.CHARGE) == facts.terms_of(place).price
            assert sum((one.charged for one in payers_), ZERO) >= ZERO

    def no_refund_is_more_than_was_paid(self, place: Place, payers_: list[PayerTotals], balance: Decimal) -> None:
        due, paid = ledger.refunds_due(place), {one.payer: one.paid for one in payers_}
        assert sum(due.values(), ZERO) == max(-balance, ZERO)
        for payer, sum_ in due.items():
            assert ZERO < sum_ <= paid[payer]

    @invariant()
    def a_row_is_taken_back_by_the_same_sum(self) -> None:
        for counter in LedgerEntry.objects.exclude(counters=None).select_related("counters"):
            first = counter.counters
            assert first
            assert (counter.amount, counter.kind, counter.payer_id) == (-first.amount, first.kind, first.payer_id)

    @invariant()
    def invoices_ask_for_what_their_rows_say(self) -> None:
        for invoice in Invoice.objects.prefetch_related("lines__entry"):
            rows = sum((line.entry.amount for line in invoice.lines.all()), ZERO)
            assert abs(rows) == abs(invoice.total)


def prepared(people: list[User], boss: User) -> list[Edition]:
    """The two editions and the places, made once: every example begins with them, and undoes what it did."""
    first = build.open_edition(electives=0, starts_in=30)
    other = build.open_edition(code="A9900002", electives=0, starts_in=90)
    other.price_parts.filter(kind="tuition").update(amount="1899.99")
    add_rate(first, tuition="1333.33", subsistence="720.00")
    sponsored: list[dict[str, Any]] = [build.SPONSOR, {}, {}]
    for person, more in zip(people, sponsored, strict=False):
        build.place(person, first, by=boss, **more)
    Payer.objects.update(address="14 rue Carnot, Dakar", country="SN")
    return [first, other]


@pytest.mark.once
def test_no_order_of_operations_unbalances_a_ledger() -> None:
    people = [cast.applicant(f"p{number}@example.org", f"Person {number}") for number in range(PLACES)]
    boss = cast.administrator()
    cast_ = {"people": people, "boss": boss, "editions": prepared(people, boss)}
    machine = type("Cast", (Sums,), cast_)
    quick = settings(max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=quick)
