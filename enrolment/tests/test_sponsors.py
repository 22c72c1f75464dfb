"""A sponsor is asked, looks, and answers once; the applicant and the desk see it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.letters.operations import send
from academy.testing import cast
from enrolment import facts
from enrolment.models import Application, Payer, SponsorAnswer, SponsorRequest
from enrolment.operations import apply, reminders, sponsors
from enrolment.tests import build

pytestmark = pytest.mark.django_db
ANSWER = {"share": "all", "amount": None, "reason": "", "name": "Moussa Ndiaye", "position": "Head of training"}


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """Nobody has answered within this hour."""
    cache.clear()


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def application(amina: User) -> Application:
    return build.submitted(amina, build.open_edition(), **build.SPONSOR)


def page_of(application: Application) -> str:
    """The address in the newest letter to the sponsor."""
    return reverse("enrolment:sponsor", args=[build.sponsor_secret(application)])


def answered(application: Application, **values: Any) -> SponsorAnswer:
    """The sponsor's answer through the operation."""
    seen = facts.offer_to_sponsor(application).fingerprint
    secret = build.sponsor_secret(application)
    return sponsors.answer(secret, seen=seen, now=clock.now(), **(ANSWER | values))


def posted(application: Application, **values: Any) -> Any:
    """What the sponsor gets who fills the page's form."""
    path = page_of(application)
    seen = facts.offer_to_sponsor(application).fingerprint
    data = {key: value for key, value in (ANSWER | {"seen": seen} | values).items() if value is not None}
    return Client().post(path, data, follow=True)


def newest(to: str) -> Letter:
    return Letter.objects.filter(to=to)[0]


def test_who_pays_alone_asks_nobody(amina: User) -> None:
    build.submitted(amina, build.open_edition())
    assert not SponsorRequest.objects.exists()


def test_the_link_lies_in_the_letter_alone_and_is_forgotten_once_it_is_sent(application: Application) -> None:
    secret, request = build.sponsor_secret(application), SponsorRequest.objects.get()
    assert secret not in str(vars(request))
    assert request.token_hash == sponsors.hash_of(secret)
    letter = newest("training@labour.example")
    send(str(letter.pk))
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")


def test_the_letter_is_in_the_language_that_was_chosen(amina: User) -> None:
    build.submitted(amina, build.open_edition(), **build.SPONSOR, sponsor_language="fr")
    letter = newest("training@labour.example")
    assert letter.language == "fr"
    assert "Parrainez-vous Amina Diallo" in letter.subject
    assert "/fr/sponsor/" in letter.text


def test_looking_changes_nothing_however_often(application: Application) -> None:
    path = page_of(application)
    for _time in range(2):
        page = Client().get(path)
        assert page.status_code == 200
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]
        for words in ("Amina Diallo", "A9900001", "Ministry of Labour", "€2,720.00", "Tuition", "Penalty"):
            assert words in page.content.decode()
    assert not SponsorAnswer.objects.exists()
    assert Client().head(path).status_code == 200


@pytest.mark.parametrize(
    ("values", "amount", "words"),
    [
        ({}, Decimal("2720.00"), "Ministry of Labour pays the whole price."),
        ({"share": "part", "amount": "1000.50"}, Decimal("1000.50"), "a part of the price: €1,000.50"),
        ({"share": "none"}, Decimal(0), "supports the application but pays nothing"),
        ({"share": "refused", "reason": "She left us."}, Decimal(0), "does not sponsor this application"),
    ],
)
def test_the_answer_is_kept_and_both_sides_are_told(
    application: Application, values: dict[str, Any], amount: Decimal, words: str
) -> None:
    page = posted(application, **values)
    assert "Thank you for your answer" in page.content.decode()
    answer = SponsorAnswer.objects.get()
    assert (answer.amount, answer.name, answer.price) == (amount, "Moussa Ndiaye", Decimal("2720.00"))
    for reader in ("amina@example.org", "training@labour.example"):
        letter = newest(reader)
        assert words in letter.text
        assert words in letter.html
    told = newest("amina@example.org")
    assert values.get("reason", "") in told.text
    assert facts.covers_the_price(application) is (amount == Decimal(2720))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"share": "part"}, "amount"),
        ({"share": "part", "amount": "2720"}, "amount"),
        ({"share": "part", "amount": "0"}, "amount"),
        ({"share": "refused"}, "reason"),
        ({"name": ""}, "name"),
        ({"share": ""}, "share"),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(
    application: Application, values: dict[str, Any], field: str
) -> None:
    page = posted(application, **values)
    assert list(page.context["form"].errors) == [field]
    assert not SponsorAnswer.objects.exists()


def test_a_link_is_used_once(application: Application) -> None:
    path = page_of(application)
    posted(application)
    assert "Moussa Ndiaye" in Client().get(path).content.decode()
    again = posted(application, share="none")
    assert "Thank you for your answer" in again.content.decode()
    assert SponsorAnswer.objects.get().share == "all"
    with pytest.raises(Refused, match="used in the meantime"):
        answered(application)


def test_a_used_link_shows_neither_letter_nor_form(application: Application) -> None:
    secret = build.sponsor_secret(application)
    assert Client().get(reverse("enrolment:sponsor_letter", args=[secret])).getvalue().startswith(b"%PDF")
    posted(application)
    assert Client().get(reverse("enrolment:sponsor_letter", args=[secret])).status_code == 404
    assert "<form method" not in Client().get(page_of(application)).content.decode().partition("<main")[2]


@pytest.mark.parametrize("broken", ["x", "{secret}x", "abc.def"])
def test_a_broken_link_gets_a_page_that_helps(application: Application, broken: str) -> None:
    path = reverse("enrolment:sponsor", args=[broken.format(secret=build.sponsor_secret(application))])
    page = Client().get(path)
    assert page.status_code == 410
    assert "This link does not work" in page.content.decode()
    assert "Amina" not in page.content.decode()


def test_a_link_that_is_too_old_helps_to_a_new_one(application: Application) -> None:
    old = build.sponsor_secret(application)
    SponsorRequest.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    page = Client().get(reverse("enrolment:sponsor", args=[old]))
    assert page.status_code == 410
    assert "Send me a new link" in page.content.decode()
    assert "Amina" not in page.content.decode()
    assert "We have written to you" in Client().post(reverse("enrolment:sponsor_again", args=[old])).content.decode()
    assert build.sponsor_secret(application) != old
    assert "look for it in your mailbox" in Client().get(reverse("enrolment:sponsor", args=[old])).content.decode()
    assert "Thank you" in posted(application).content.decode()
    assert Client().post(reverse("enrolment:sponsor_again", args=[old])).status_code == 410


def test_nothing_is_to_be_answered_once_the_application_is_taken_back(application: Application, amina: User) -> None:
    apply.withdraw(application, by=amina, why="", now=clock.now())
    page = Client().get(page_of(application))
    assert "taken back or decided" in page.content.decode()
    with pytest.raises(Refused):
        answered(application)


def test_an_answer_to_another_price_or_letter_than_was_shown_is_refused(application: Application) -> None:
    page = posted(application, seen="2000.00:0")
    assert "has changed since this page was opened" in page.content.decode()
    assert not SponsorAnswer.objects.exists()


def test_the_applicant_corrects_the_address_and_the_old_link_dies(application: Application, amina: User) -> None:
    old = build.sponsor_secret(application)
    path = reverse("enrolment:ask_sponsor", args=[application.pk])
    assert "training@labour.example" in cast.browser(amina).get(path).content.decode()
    done = cast.browser(amina).post(path, {"sponsor_email": "hr@labour.example", "sponsor_language": "es"}, follow=True)
    assert "We asked hr@labour.example" in done.content.decode()
    assert newest("hr@labour.example").language == "es"
    assert Client().get(reverse("enrolment:sponsor", args=[old])).status_code == 410
    application.refresh_from_db()
    answered(application)
    with pytest.raises(Refused, match="answered already"):
        sponsors.ask_again(application, email="x@y.example", language="en", by=amina, now=clock.now())
    assert cast.browser(amina).get(path).status_code == 302


def test_after_a_refusal_another_person_at_the_sponsor_can_be_asked(application: Application, amina: User) -> None:
    answered(application, share="refused", reason="Unknown to me.")
    sponsors.ask_again(application, email="hr@labour.example", language="en", by=amina, now=clock.now())
    application.refresh_from_db()
    answered(application)
    assert facts.covers_the_price(application)
    assert [answer.share for answer in SponsorAnswer.objects.all()] == ["refused", "all"]


def test_nobody_confirms_for_oneself(application: Application, amina: User) -> None:
    with pytest.raises(Refused, match="another than your own"):
        sponsors.ask_again(application, email="AMINA@example.org", language="en", by=amina, now=clock.now())
    path = reverse("enrolment:ask_sponsor", args=[application.pk])
    page = cast.browser(amina).post(path, {"sponsor_email": "amina@example.org", "sponsor_language": "en"})
    assert list(page.context["form"].errors) == ["sponsor_email"]
    draft = build.draft(amina, build.open_edition(code="A9900002"))
    with pytest.raises(Refused, match="another than your own"):
        apply.save_financing(draft, {"sponsor_email": amina.email}, letter=None, now=clock.now())


def test_a_mailbox_is_not_flooded(application: Application, amina: User) -> None:
    for _time in range(sponsors.MOST_LETTERS_A_DAY - 1):
        sponsors.ask_again(application, email="hr@labour.example", language="en", by=amina, now=clock.now())
    with pytest.raises(Refused, match="several times today"):
        sponsors.ask_again(application, email="hr@labour.example", language="en", by=amina, now=clock.now())


def test_a_silent_sponsor_is_reminded_twice_and_the_applicant_hears_of_it(application: Application) -> None:
    for days in range(31):
        reminders.sponsors(now=clock.now() + timedelta(days=days))
    asked = SponsorRequest.objects.order_by("asked_at")
    assert [(one.asked_at - asked[0].asked_at).days for one in asked] == [0, 7, 21]
    assert len({one.expires_at for one in asked}) == 1
    assert [one.ended_at is None for one in asked] == [False, False, True]
    assert newest("training@labour.example").subject == "A reminder: do you sponsor Amina Diallo?"
    silent = Letter.objects.filter(name="enrolment/sponsor_silent")
    assert [letter.to for letter in silent] == ["amina@example.org"] * 2


def test_looking_for_silent_sponsors_costs_the_same_however_many_there_are(
    application: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.submitted(cast.another_applicant(), application.edition, **build.SPONSOR)
    with django_assert_num_queries(2):
        reminders.sponsors(now=clock.now())


def test_who_has_answered_is_not_reminded(application: Application) -> None:
    answered(application)
    for days in range(31):
        reminders.sponsors(now=clock.now() + timedelta(days=days))
    assert SponsorRequest.objects.count() == 1


def test_the_desk_shows_the_answer_and_asks_again(application: Application) -> None:
    rosa = cast.reviewer()
    answered(application, share="part", amount=Decimal(500))
    page = reverse("admin:enrolment_application_change", args=[application.pk])
    shown = cast.browser(rosa).get(page).content.decode()
    for words in ("A part of the price", "€500.00", "Moussa Ndiaye", "has not confirmed the whole price"):
        assert words in shown
    path = reverse("admin:enrolment_application_ask_sponsor", args=[application.pk])
    done = cast.browser(rosa).post(path, {"sponsor_email": "hr@labour.example", "sponsor_language": "en"}, follow=True)
    assert "hr@labour.example" in done.content.decode()
    assert SponsorRequest.objects.count() == 2
    assert cast.browser(cast.finance()).post(path).status_code == 403


def test_many_answers_from_one_address_are_stopped(application: Application) -> None:
    for _time in range(31):
        page = posted(application, seen="old")
    assert page.status_code == 429
    assert not SponsorAnswer.objects.exists()


@pytest.mark.parametrize(
    ("share", "known"), [("all", [("1 Labour Road, Dakar", "SN")]), ("none", []), ("refused", [])], ids=str
)
def test_who_pays_says_what_the_invoice_is_to_say(
    application: Application, share: str, known: list[tuple[str, str]]
) -> None:
    posted(application, share=share, reason="As agreed.", address="1 Labour Road, Dakar", country="SN")
    assert list(Payer.objects.values_list("address", "country")) == known
