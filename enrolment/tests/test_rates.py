"""The kind of participant: stated by the applicant, corrected by staff, and the price frozen on the place."""

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
from enrolment.models import Application, Place
from enrolment.operations import apply, invoices, offers, payers, rates, substitute, transfer
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return build.open_edition()


@pytest.fixture
def rate(edition: Edition) -> Rate:
    return add_rate(edition, "Living in Turin", tuition="2000.00", field_visits="60.00")


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


def charged(place: Place) -> list[tuple[str, Decimal]]:
    """What the ledger says was charged, part by part."""
    return [(row.params["part"], row.amount) for row in place.ledger.filter(kind="charge")]


def step(edition: Edition) -> str:
    """The address of the step that says who pays."""
    return reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, "financing"])


def test_the_applicant_says_of_which_kind_and_reads_what_it_comes_to(edition: Edition, rate: Rate, amina: User) -> None:
    page = cast.browser(amina)
    apply.start(amina, edition, now=clock.now())
    shown = page.get(step(edition)).content.decode()
    assert "Living in Turin, €2,060.00" in shown
    assert "None of these: the usual price, €2,720.00" in shown
    page.post(step(edition), {"rate": rate.pk, "financing": "self", "sponsor_language": "en"})
    application = Application.objects.get()
    assert application.rate == rate
    check = reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, "check"])
    assert "Living in Turin" in page.get(check).content.decode()


def test_with_one_price_nobody_is_asked(edition: Edition, amina: User) -> None:
    apply.start(amina, edition, now=clock.now())
    assert "Kind of participant" not in cast.browser(amina).get(step(edition)).content.decode()


def test_a_rate_of_another_edition_is_refused(edition: Edition, amina: User) -> None:
    other = add_rate(build.open_edition(code="A9900002"))
    application, now = build.draft(amina, edition), clock.now()
    with pytest.raises(Refused, match="another edition"):
        apply.save_financing(application, {"rate": other, "financing": "self"}, letter=None, now=now)
    page = cast.browser(amina).post(step(edition), {"rate": other.pk, "financing": "self"})
    assert page.status_code in (200, 302)
    application.refresh_from_db()
    assert application.rate is None


def test_the_price_of_the_kind_is_frozen_on_the_place(edition: Edition, rate: Rate, amina: User, rosa: User) -> None:
    place = build.place(amina, edition, by=rosa, rate=rate)
    assert charged(place) == [("tuition", Decimal(2000)), ("field-visits", Decimal(60))]
    rate.parts.update(amount=Decimal(1))
    rate.title_en = "Something else"  # type: ignore[attr-defined]
    rate.save()
    place = Place.objects.get(pk=place.pk)
    terms = facts.terms_of(place)
    assert (terms.price, terms.kind_in("en"), terms.kind_in("fr")) == (
        Decimal(2060),
        "Living in Turin",
        "Living in Turin (fr)",
    )
    page = cast.browser(amina).get(place.get_absolute_url()).content.decode()
    assert "Kind of participant: Living in Turin" in page
    assert "Charge: Field visits" in page
    assert facts.settlement_of(place, 10).penalty == Decimal(1030)


def test_the_invoice_says_the_kind_beside_each_part(edition: Edition, rate: Rate, amina: User, rosa: User) -> None:
    place = build.place(amina, edition, by=rosa, rate=rate)
    payer = payers.correct(payers.payer_of(place), {"address": "14 rue Carnot, Dakar"})
    invoice = invoices.issue(payer, [place], by=cast.finance(), now=clock.now())
    assert [(line["what"], line["amount"]) for line in invoice.data["lines"]] == [
        ("Tuition (Living in Turin)", "2000.00"),
        ("Field visits (Living in Turin)", "60.00"),
    ]


def test_staff_correct_the_kind_until_the_place_is_given(edition: Edition, rate: Rate, amina: User, rosa: User) -> None:
    application = build.submitted(amina, edition)
    desk, url = cast.browser(rosa), reverse("admin:enrolment_application_rate", args=[application.pk])
    assert "Living in Turin, €2,060.00" in desk.get(url).content.decode()
    desk.post(url, {"rate": rate.pk, "seen": ""})
    application.refresh_from_db()
    assert application.rate == rate
    assert application.changes.filter(verb="rate", by=rosa, why="Living in Turin").count() == 1
    stale = desk.post(url, {"rate": "", "seen": ""})
    assert stale.status_code == 409
    assert Application.objects.get(pk=application.pk).rate == rate
    story = desk.get(reverse("admin:enrolment_application_change", args=[application.pk])).content.decode()
    assert "said of which kind of participant" in story


def test_finance_and_applicants_do_not_correct_it(edition: Edition, rate: Rate, amina: User) -> None:
    application = build.submitted(amina, edition)
    url = reverse("admin:enrolment_application_rate", args=[application.pk])
    assert cast.browser(cast.finance()).post(url, {"rate": rate.pk}).status_code == 403
    assert cast.browser(amina).post(url, {"rate": rate.pk}).status_code == 302
    application.refresh_from_db()
    assert application.rate is None


def test_after_the_place_was_given_it_stays(edition: Edition, rate: Rate, amina: User, rosa: User) -> None:
    place = build.place(amina, edition, by=rosa)
    with pytest.raises(Refused, match="agreed"):
        rates.correct(place.application, rate, by=rosa, seen=None, now=clock.now())


def test_an_open_offer_must_be_read_again(rate: Rate, amina: User, rosa: User) -> None:
    edition = rate.edition
    Edition.objects.filter(pk=edition.pk).update(answer_days=7)
    edition.refresh_from_db()
    offer = build.offered(amina, edition, by=rosa)
    seen = facts.terms_for(offer.application).fingerprint
    rates.correct(offer.application, rate, by=rosa, seen=None, now=clock.now())
    with pytest.raises(Refused, match="terms have changed"):
        offers.take_up(offer, by=amina, seen=seen, now=clock.now())
    page = cast.browser(amina).get(reverse("enrolment:offer", args=[offer.application_id])).content.decode()
    assert "€2,060.00" in page
    assert "Living in Turin" in page
    application = Application.objects.get(pk=offer.application_id)
    seen = facts.terms_for(application).fingerprint
    assert offers.take_up(offer, by=amina, seen=seen, now=clock.now()).ledger.balance() == Decimal(2060)


def test_the_sponsor_is_asked_for_the_price_of_the_kind(edition: Edition, rate: Rate, amina: User) -> None:
    application = build.submitted(amina, edition, **build.SPONSOR, rate=rate)
    assert facts.offer_to_sponsor(application).price == Decimal(2060)
    page = cast.browser(None).get(reverse("enrolment:sponsor", args=[build.sponsor_secret(application)]))
    assert "€2,060.00" in page.content.decode()
    assert "€2,720.00" not in page.content.decode()


def test_a_transfer_keeps_the_kind_where_the_other_edition_knows_it(
    edition: Edition, rate: Rate, amina: User, rosa: User
) -> None:
    place = build.place(amina, edition, by=rosa, rate=rate)
    knows, other = build.open_edition(code="A9900002"), build.open_edition(code="A9900003")
    add_rate(knows, "Living in Turin", tuition="1900.00")
    found = {move.edition.code: move.price for move in facts.moves_for(place, clock.today())}
    assert found == {"A9900002": Decimal(1900), "A9900003": Decimal(2720)}
    asked = transfer.ask(place, knows, by=amina, why="", now=clock.now())
    new = transfer.carry_out(asked, by=rosa, now=clock.now())
    assert new.ledger.charged() == Decimal(1900)
    assert facts.terms_of(new).kind_in("en") == "Living in Turin"
    back = transfer.carry_out(transfer.ask(new, other, by=amina, why="", now=clock.now()), by=rosa, now=clock.now())
    assert back.ledger.charged() == Decimal(2720)


def test_a_substitute_has_the_price_of_the_place(edition: Edition, rate: Rate, amina: User, rosa: User) -> None:
    place = build.place(amina, edition, by=rosa, rate=rate)
    named: dict[str, Any] = {"name": "Bruno Costa", "email": "bruno@example.org", "language": "en"}
    made = substitute.name(place, **named, by=amina, now=clock.now())
    application = substitute.take_up(substitute.token_of(made), cast.another_applicant(), now=clock.now())
    assert application.rate == rate


def test_the_letter_of_the_offer_says_the_kind(rate: Rate, amina: User, rosa: User) -> None:
    Edition.objects.filter(pk=rate.edition_id).update(answer_days=7)
    rate.edition.refresh_from_db()
    build.offered(amina, rate.edition, by=rosa, rate=rate)
    letter = Letter.objects.filter(name="enrolment/offered").get()
    assert "Living in Turin" in letter.text
    assert "€2,060.00" in letter.text
