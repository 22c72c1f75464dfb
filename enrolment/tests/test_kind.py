"""The kind of participant corrected after the place was given: counter-entries, the new price, and who is told."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Rate
from catalogue.tests.build import add_rate
from enrolment import facts
from enrolment.models import Place, Reason
from enrolment.operations import cancel, invoices, kind, payers, sharing
from enrolment.tests import build

pytestmark = pytest.mark.django_db
WHY = "Lives in Turin."


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(electives=0)


@pytest.fixture
def rate(edition: Edition) -> Rate:
    return add_rate(edition, "Living in Turin", tuition="2000.00", field_visits="60.00")


@pytest.fixture
def felix() -> User:
    return cast.finance()


@pytest.fixture
def place(edition: Edition, rate: Rate, felix: User) -> Place:
    """At the usual price of 2,720.00."""
    return build.place(cast.applicant(), edition, by=felix)


def corrected(place: Place, rate: Rate | None, felix: User, text: str = WHY, **more: Any) -> Place:
    kind.correct(place, rate, text=text, by=felix, now=clock.now(), **more)
    return Place.objects.get(pk=place.pk)


def charges(place: Place) -> list[tuple[str, Decimal]]:
    """All charges in their order, with their counter-entries."""
    return [(row.reason, row.amount) for row in place.ledger.filter(kind="charge").order_by("pk")]


def charged(place: Place) -> list[tuple[str, str, Decimal]]:
    """What stands: the payer, the part and the sum."""
    rows = place.ledger.standing().filter(kind="charge").order_by("pk")
    return [(str(row.payer), row.params["part"], row.amount) for row in rows]


def test_charges_are_taken_back_and_the_price_of_the_kind_is_charged(place: Place, rate: Rate, felix: User) -> None:
    place = corrected(place, rate, felix)
    assert charges(place) == [
        ("part", Decimal(2000)),
        ("part", Decimal(720)),
        ("rate", Decimal(-2000)),
        ("rate", Decimal(-720)),
        ("part", Decimal(2000)),
        ("part", Decimal(60)),
    ]
    terms = facts.terms_of(place)
    assert (terms.price, terms.kind_in("fr"), place.application.rate) == (Decimal(2060), "Living in Turin (fr)", rate)
    assert terms.policy == facts.terms_at(place.edition, None).policy
    assert facts.settlement_of(place, 10).penalty == Decimal(1030)
    assert corrected(place, None, felix, "A mistake.").ledger.charged() == build.PRICE


def test_the_participant_is_told_and_both_histories_keep_it(place: Place, rate: Rate, felix: User) -> None:
    corrected(place, rate, felix)
    letter = Letter.objects.get(name="enrolment/kind_corrected")
    for text in ("Living in Turin", "€2,060.00 is still to be paid.", "Field visits: €60.00", WHY):
        assert text in letter.text
    page = cast.browser(place.participant).get(place.get_absolute_url()).content.decode()
    assert "Charge, taken back: Kind of participant corrected: Lives in Turin." in page
    change = place.changes.get(verb="rate")
    assert (change.by, change.why) == (felix, f"Usual price → Living in Turin: {WHY}")


def test_each_payer_keeps_its_share_to_the_cent(place: Place, rate: Rate, felix: User) -> None:
    fund = payers.organization("Fund", "fund@example.org")
    halves = {payers.payer_of(place): build.PRICE / 3 * 2, fund: build.PRICE / 3}
    shares = {payer: share.quantize(Decimal("0.01")) for payer, share in halves.items()}
    sharing.share_out(place, shares, by=felix, now=clock.now())
    assert charged(corrected(place, rate, felix)) == [
        ("Amina Diallo", "tuition", Decimal("1373.33")),
        ("Fund", "tuition", Decimal("626.67")),
        ("Fund", "field-visits", Decimal("60.00")),
    ]


def test_what_was_invoiced_is_credited_in_the_words_of_each_price(place: Place, rate: Rate, felix: User) -> None:
    invoice = build.invoice(place, by=felix)
    corrected(place, rate, felix)
    note = invoices.credit(invoice, by=felix, now=clock.now())
    assert note.total == Decimal("-660.00")
    said = [line["what"] for line in note.data["lines"]]
    assert said[-2:] == ["Tuition (Living in Turin)", "Field visits (Living in Turin)"]
    assert said[:2] == [f"Kind of participant corrected: {WHY}"] * 2
    assert [line["what"] for line in invoice.data["lines"]] == ["Tuition", "Subsistence"]


def test_what_was_not_invoiced_names_the_kind_of_its_own_price(place: Place, rate: Rate, felix: User) -> None:
    corrected(place, rate, felix)
    assert [line["what"] for line in build.invoice(place, by=felix).data["lines"]] == [
        "Tuition",
        "Subsistence",
        *[f"Kind of participant corrected: {WHY}"] * 2,
        "Tuition (Living in Turin)",
        "Field visits (Living in Turin)",
    ]


def test_it_is_refused_and_nothing_changes(place: Place, rate: Rate, felix: User) -> None:
    other = add_rate(build.open_edition(code="A9900002"))
    sharing.reduce(
        place,
        Decimal("2100.00"),
        payer=payers.payer_of(place),
        reason=Reason.FELLOWSHIP,
        text="A fund",
        by=felix,
        now=clock.now(),
    )
    before = charges(place)
    for asked, said, why in (
        (rate, {"text": " "}, "reason"),
        (None, {}, "already"),
        (other, {}, "another edition"),
        (rate, {"seen": Decimal(1)}, "changed"),
        (rate, {}, "granted more"),
    ):
        with pytest.raises(Refused, match=why):
            corrected(place, asked, felix, **said)
    cancel.cancel(place, by=felix, why="", seen=None, now=clock.now())
    with pytest.raises(Refused, match="given back"):
        corrected(place, rate, felix)
    assert (charges(place), facts.terms_of(place).price) == (before, build.PRICE)


def test_finance_sees_the_difference_first_and_then_corrects(place: Place, rate: Rate, felix: User) -> None:
    desk, url = cast.browser(felix), reverse("admin:enrolment_place_do", args=[place.pk, "kind"])
    assert url in desk.get(reverse("admin:enrolment_place_change", args=[place.pk])).content.decode()
    typed = {"rate": rate.pk, "text": WHY, "seen": str(place.ledger.balance())}
    shown = desk.post(url, typed | {"preview": "yes"}).content.decode()
    assert "€2,060.00" in shown
    assert "−€660.00" in shown
    assert place.ledger.count() == 2
    assert desk.post(url, typed | {"text": ""}).status_code == 200
    assert desk.post(url, typed).status_code == 302
    assert place.ledger.charged() == Decimal(2060)
    assert desk.post(url, typed).status_code == 409
    assert cast.browser(cast.reviewer()).get(url).status_code == 403


def test_accounting_is_handed_the_kind_beside_each_row(place: Place, rate: Rate, felix: User) -> None:
    corrected(place, rate, felix)
    file = cast.browser(felix).get(reverse("admin:enrolment_ledgerentry_csv"))
    rows = b"".join(file).decode().splitlines()
    assert "Kind of participant" in rows[0]
    assert all("Living in Turin" in row for row in rows[1:])
