"""Cases worked by hand, in ``cancelling.yaml``: page, letter and ledger all come to the figures that stand there."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from academy import clock, wording
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.money import ZERO
from academy.testing import cast
from catalogue.models import CancellationPolicy, Edition
from enrolment.models import Ground, LedgerEntry, Payer, Place, Reason
from enrolment.operations import ledger, payers, sharing, waive
from enrolment.operations.cancel import worked_out
from enrolment.rules.settlement import Settlement
from enrolment.templatetags.enrolment import ledger_lines, sum_lines
from enrolment.tests import build

pytestmark = pytest.mark.django_db
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cancelling.yaml").read_text())
BEFORE = datetime(2027, 1, 11, 9, tzinfo=clock.ROME)
Setting = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Setting:
    """The Centre's only clock, stopped at a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def euros(sum_: object) -> Decimal:
    """A sum as YAML reads it, to the cent."""
    return Decimal(str(sum_)).quantize(Decimal("0.01"))


def moment_of(case: dict[str, Any]) -> datetime:
    """When the notice came: at a moment somewhere in the world, or at noon in Turin."""
    notice = case["notice"]
    return datetime.fromisoformat(notice) if isinstance(notice, str) else datetime.combine(notice, time(12), clock.ROME)


def place_of(case: dict[str, Any], by: User) -> Place:
    """A place in an edition of the case's dates and price."""
    edition = build.open_edition()
    for kind, usual in (("tuition", "2000.00"), ("subsistence", "720.00")):
        edition.price_parts.filter(kind=kind).update(amount=euros(case.get(kind, usual)))
    CancellationPolicy.objects.update(bank_charges=euros(case.get("bank", "15.00")))
    first = case.get("start", date(2027, 6, 30))
    Edition.objects.update(starts=first, ends=date(first.year, 12, 17))
    return build.place(cast.applicant(), Edition.objects.get(), by=by)


def pay(place: Place, case: dict[str, Any], by: User) -> list[Payer]:
    """What each payer has paid: the first is the participant, the others are organizations."""
    who = [
        payers.payer_of(place) if number == 0 else payers.organization(f"Organization {number}")
        for number, _sum in enumerate(case["paid"])
    ]
    first: dict[str, Any] = {"by": by, "now": clock.now()}
    if "shares" in case:
        sharing.share_out(place, dict(zip(who, map(euros, case["shares"]), strict=True)), **first)
    if "reduced" in case:
        granted: dict[str, Any] = {"payer": payers.payer_of(place), "reason": Reason.FELLOWSHIP, "text": "A fund"}
        sharing.reduce(place, euros(case["reduced"]), **granted, **first)
    for payer, paid in zip(who, case["paid"], strict=True):
        if paid:
            entered: dict[str, Any] = {"on": clock.today(), "reference": "Bank", "by": by, "now": clock.now()}
            ledger.record_payment(place, euros(paid), payer=payer, **entered)
    return who


def balances_of(sums: Settlement) -> dict[int, Decimal]:
    """What each payer still owes."""
    return {one.payer: one.still_owed for one in sums.payers}


def missing(lines: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """The lines of the sum that a page or a letter does not say, each in one breath: the words, then the amount."""
    plain = unescape(re.sub(r"<[^>]*>", " ", text))
    found = " ".join(plain.split())
    return [line for line in lines if not re.search(f"{re.escape(line[0])}[^€]*{re.escape(line[1])}", found)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_page_letter_and_ledger_come_to_the_same(case: dict[str, Any], set_clock: Setting) -> None:
    set_clock(BEFORE)
    felix = cast.administrator()
    place = place_of(case, felix)
    who = pay(place, case, felix)
    set_clock(moment_of(case))
    sums = worked_out(place, now=clock.now())
    assert (sums.days_before, sums.penalty, sums.bank_charges, sums.still_owed) == (
        case["days"],
        *(euros(case[name]) for name in ("penalty", "charges", "owed")),
    )
    refunds = {one.payer: one.refund for one in sums.payers}
    assert [refunds.get(payer.pk, ZERO) for payer in who] == [euros(refund) for refund in case["refund"]]
    if "owes" in case:
        assert [balances_of(sums).get(payer.pk) for payer in who] == [euros(owes) for owes in case["owes"]]
    lines = [(line.label, wording.euros(line.amount)) for line in sum_lines(sums)]
    said = [wording.euros(euros(case[name])) for name in ("penalty", "charges", "owed") if case[name]]
    said += [wording.euros(euros(refund)) for refund in case["refund"] if refund]
    assert set(said) <= {amount for _label, amount in lines}

    url, browser = reverse("enrolment:cancel", args=[place.pk]), cast.browser(place.participant)
    page = browser.get(url)
    assert missing(lines, page.content.decode()) == []
    browser.post(url, {"seen": page.context["form"]["seen"].value(), "why": "I cannot travel."})
    letter = Letter.objects.get(name="enrolment/cancelled")
    assert missing(lines, letter.text) == missing(lines, letter.html) == []

    booked = LedgerEntry.objects.filter(place=place)
    assert booked.filter(kind="penalty").balance() == euros(case["penalty"])
    due = sum((sum_ for sum_ in ledger.refunds_due(place).values()), ZERO)
    assert due == euros(sum(case["refund"])) + euros(case["charges"])
    assert max(booked.balance(), ZERO) == euros(case["owed"])
    if "waive" in case:
        why = "A doctor’s letter."
        waive.waive(place, euros(case["waive"]), ground=Ground.ILLNESS, why=why, by=felix, now=clock.now())
        after = place.waivers.get()
        assert after.penalty == euros(case["penalty"])
        assert max(-place.ledger.balance(), ZERO) == euros(case["after"]["due"])
        assert max(place.ledger.balance(), ZERO) == euros(case["after"]["owed"])
        waived = [
            ("lower the penalty", wording.euros(after.amount)),
            ("By the policy it was", wording.euros(after.penalty)),
        ]
        told = Letter.objects.get(name="enrolment/waived")
        assert missing(waived, told.text) == missing(waived, told.html) == []
        rows = [(line.label, wording.euros(line.amount)) for line in ledger_lines(place)]
        assert missing(rows, browser.get(place.get_absolute_url()).content.decode()) == []
        return
    for payer, refund in zip(who, case["refund"], strict=True):
        if owed := ledger.refunds_due(place).get(payer.pk):
            sent: dict[str, Any] = {"bank_charges": owed - euros(refund), "on": clock.today(), "by": felix}
            assert ledger.record_refund(place, payer=payer, **sent, now=clock.now()) == euros(refund)
    assert place.ledger.balance() == euros(case["owed"])
    assert place.ledger.paid() == euros(sum(case["paid"])) - euros(sum(case["refund"]))
