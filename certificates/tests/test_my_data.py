"""One's own data: read, taken along as a file, and erased after the password, a letter and two weeks."""

import io
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.keeping import operations
from academy.keeping.export import archive
from academy.keeping.models import Erasure, Matter
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from certificates.models import Certificate
from certificates.tests.build import issued
from enrolment.models import Application, EntryKind, LedgerEntry, Payer, Place, Profile, Reason
from enrolment.operations.ledger import book
from enrolment.operations.payers import payer_of
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def again(client: Client, answer: Any) -> Any:
    """Type the password where the site asks for it, and be led on."""
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    wanted = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    return client.post(answer["Location"], {"password": cast.PASSWORD, "next": wanted})


def opened(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """The list of a copy by model, and the names of its files."""
    with ZipFile(io.BytesIO(content)) as folder:
        data = json.loads(folder.read("data.json"))
        names = [name for name in folder.namelist() if name.startswith("files/")]
    return {part["model"]: part["rows"] for part in data["kept"]}, names


def over(place: Place) -> None:
    """The edition ended yesterday and everything is paid."""
    days = {"starts": clock.today() - timedelta(days=9), "ends": clock.today() - timedelta(days=1)}
    Edition.objects.update(applications_open=None, applications_close=None, **days)
    booked: dict[str, Any] = {"payer": payer_of(place), "reason": Reason.RECEIVED, "by": None, "now": clock.now()}
    book(place, EntryKind.PAYMENT, place.ledger.balance(), text="1", **booked)


def test_everybody_can_read_what_is_kept_why_and_until_when(client: Client) -> None:
    page = client.get("/en/privacy/").content.decode()
    assert "30 days from your last day in Turin" in page
    assert "article 2220" in page
    assert "10\N{NO-BREAK SPACE}ans" in client.get("/fr/privacy/").content.decode()


def test_a_person_sees_what_there_is_and_who_read_it() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    cast.browser(cast.reviewer()).get(reverse("admin:enrolment_application_change", args=[application.pk]))
    page = cast.browser(application.applicant).get("/en/my/data/")
    kept = {row.model: number for row, number in page.context["mine"]}
    assert (kept["enrolment.Application"], kept["accounts.User"], "enrolment.Place" in kept) == (1, 1, False)
    assert page.content.decode().count("opened the application") == 1
    assert "Rosa" not in page.content.decode()


def test_the_same_look_within_an_hour_is_noted_once() -> None:
    application, rosa = build.submitted(cast.applicant(), build.open_edition()), cast.reviewer()
    amina = application.applicant
    pairs, now = [(amina.pk, "application:1"), (amina.pk, "application:2")], clock.now()
    for minutes, rows in ((0, 2), (59, 2), (61, 4)):
        operations.note_readings(Matter.APPLICATION, pairs, by=rosa, now=now + timedelta(minutes=minutes))
        assert amina.read_by.count() == rows


def test_a_copy_holds_everything_of_the_person_with_files_and_nothing_of_others() -> None:
    certificate = issued(None, **build.SPONSOR)
    amina = certificate.place.participant
    build.submitted(cast.another_applicant(), certificate.place.edition, motivation="Bruno's secret")
    with archive(amina, clock.now()) as made:
        content = made.read()
    assert b"Bruno's secret" not in content
    rows, names = opened(content)
    assert rows["enrolment.Application"][0]["full_name"] == "Amina Diallo"
    assert rows["accounts.User"][0]["email"] == amina.email
    assert rows["certificates.Certificate"][0]["number"] == certificate.number
    assert [len(rows[model]) for model in ("enrolment.Place", "enrolment.LedgerEntry", "enrolment.Payer")] == [1, 2, 0]
    assert len(names) == 2
    assert not any("password" in json.dumps(part) for part in rows.values())


def test_the_copy_is_handed_out_after_the_password_only() -> None:
    amina = cast.applicant()
    client = cast.browser(amina)
    first = client.post("/en/my/data/download/")
    assert first.status_code == 302
    answer = again(client, first)
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("application/zip", True)
    rows, _names = opened(answer.getvalue())
    assert rows["accounts.User"][0]["name"] == "Amina Diallo"


def test_what_must_be_settled_first_is_said_and_nothing_is_erased() -> None:
    amina = cast.applicant()
    edition = build.open_edition()
    build.submitted(amina, edition)
    client = cast.browser(amina)
    page = client.get("/en/my/data/erase/").content.decode()
    assert "Withdraw your application" in page
    assert "btn-danger" not in page
    again(client, client.post("/en/my/data/erase/"))
    assert not Erasure.objects.exists()
    with pytest.raises(Refused, match="Withdraw your application"):
        operations.ask(amina, now=clock.now())


def test_staff_and_people_with_a_place_or_open_money_are_not_erased() -> None:
    rosa = cast.reviewer()
    place = build.place(cast.applicant(), build.open_edition(), by=rosa)
    with pytest.raises(Refused, match="desk"):
        operations.ask(rosa, now=clock.now())
    with pytest.raises(Refused, match="Give your place"):
        operations.ask(place.participant, now=clock.now())
    Edition.objects.update(starts=clock.today() - timedelta(days=9), ends=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="Money is still open"):
        operations.ask(place.participant, now=clock.now())


def test_erasing_is_asked_for_with_the_password_told_in_a_letter_and_can_be_called_back() -> None:
    amina = cast.applicant()
    client = cast.browser(amina)
    answer = again(client, client.post("/en/my/data/erase/"))
    assert answer["Location"] == reverse("keeping:data")
    assert "/en/my/data/" in Letter.objects.get(name="keeping/erasure").text
    assert "will be erased on" in client.get("/en/my/data/").content.decode()
    client.post("/en/my/data/keep/")
    operations.tidy(now=clock.now() + timedelta(days=20))
    amina.refresh_from_db()
    assert (amina.is_active, Erasure.objects.get().state) == (True, "called-back")
    client.post("/en/my/data/keep/")
    assert Erasure.objects.get().changes.count() == 1


def test_after_two_weeks_nothing_is_left_but_what_must_stay() -> None:
    certificate = issued()
    place, amina = certificate.place, certificate.place.participant
    Profile.objects.get_or_create(person=amina, defaults={"changed_at": clock.now(), "full_name": "Amina Diallo"})
    over(place)
    client = cast.browser(amina)
    Client().force_login(amina)
    assert client.get("/en/my/data/").status_code == 200
    operations.ask(amina, now=clock.now())
    ledger = list(LedgerEntry.objects.order_by("pk").values())
    operations.tidy(now=clock.now() + timedelta(days=13))
    assert User.objects.filter(email="amina@example.org").exists()
    operations.tidy(now=clock.now() + timedelta(days=15))
    amina.refresh_from_db()
    assert (amina.name, amina.is_active, amina.has_usable_password()) == ("", False, False)
    assert not EmailAddress.objects.filter(user=amina).exists()
    assert not Profile.objects.exists()
    assert not Letter.objects.filter(to="amina@example.org").exists()
    assert client.get("/en/my/data/").status_code == 302
    application = Application.objects.get()
    assert (application.full_name, application.organization) == ("Amina Diallo", "Ministry of Labour")
    assert (application.motivation, application.gender, application.languages) == ("", "", {})
    assert list(LedgerEntry.objects.order_by("pk").values()) == ledger
    assert Payer.objects.get().name == "Amina Diallo"
    assert Client().get(certificate.get_absolute_url()).status_code == 200
    assert Certificate.objects.get().state == certificate.state
