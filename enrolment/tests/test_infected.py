"""An infected letter in every state: taken away, on record, staff told, and asked for again where it is of use."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.models import Document
from academy.letters.models import Letter
from academy.states import move
from academy.testing import cast, letters
from enrolment.models import Application, Nomination
from enrolment.operations import infected, nominate
from enrolment.states import APPLICATION, LIVE_APPLICATION
from enrolment.tests import build

pytestmark = pytest.mark.django_db
ALREADY_ASKED = ("draft", "submitted", "asked")
LATER = [state for state in LIVE_APPLICATION if state not in ALREADY_ASKED]
OVER = [state for state in APPLICATION.states if state not in LIVE_APPLICATION]


@pytest.fixture
def application() -> Application:
    return build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)


def infect() -> None:
    """The scanner found something in every letter, and the worker came round."""
    Document.objects.update(held=True, infection="Eicar-Test-Signature")
    infected.drop_infected()
    infected.drop_infected()


def upload(content: bytes | None = None) -> dict[str, Any]:
    return {"letter": SimpleUploadedFile("again.pdf", content or letters.pdf(), "application/pdf")}


def told(**narrow: Any) -> str:
    return Letter.objects.get(name="enrolment/infected", **narrow).text


def in_state(application: Application, state: str) -> None:
    Application.objects.filter(pk=application.pk).update(state=state)


@pytest.mark.parametrize("state", LATER)
def test_after_the_first_decision_the_applicant_sends_another_on_the_own_page(
    application: Application, state: str
) -> None:
    in_state(application, state)
    infect()
    assert "under “Send another letter”" in told()
    page, again = cast.browser(application.applicant), reverse("enrolment:letter_again", args=[application.pk])
    status = page.get(application.get_absolute_url()).content.decode()
    assert again in status
    assert ("You need do nothing." in status) == (state == "accepted")  # there is no place: a substitute has it
    assert "not a PDF" in page.post(again, upload(b"<html>")).content.decode()
    page.post(again, upload())
    application.refresh_from_db()
    assert application.letter is not None
    assert (application.letter.title, application.state) == ("again.pdf", state)
    assert page.get(again)["Location"] == application.get_absolute_url()
    page.post(again, upload())
    assert Document.objects.count() == 1


@pytest.mark.parametrize("state", OVER)
def test_when_it_is_over_nothing_is_asked_and_the_record_stays(application: Application, state: str) -> None:
    in_state(application, state)
    infect()
    assert "no other letter is needed" in told()
    page, again = cast.browser(application.applicant), reverse("enrolment:letter_again", args=[application.pk])
    assert again not in page.get(application.get_absolute_url()).content.decode()
    page.post(again, upload())
    application.refresh_from_db()
    assert application.letter is None
    assert application.infected_letters.get().found == "Eicar-Test-Signature"


def test_while_something_else_is_asked_another_letter_can_be_sent_beside_it(application: Application) -> None:
    move(application, "ask", by=cast.reviewer(), now=clock.now(), why="More, please.")
    question = {"thing": "motivation", "words": "More, please.", "until": clock.today(), "asked_at": clock.now()}
    application.questions.create(**question)
    infect()
    page = cast.browser(application.applicant)
    page.post(reverse("enrolment:letter_again", args=[application.pk]), upload())
    application.refresh_from_db()
    assert (application.letter is not None, application.state) == (True, "asked")


def test_the_page_answers_the_question_where_the_letter_was_asked_for(application: Application) -> None:
    infect()
    page = cast.browser(application.applicant)
    page.post(reverse("enrolment:letter_again", args=[application.pk]), upload())
    application.refresh_from_db()
    assert (application.letter is not None, application.state) == (True, "submitted")
    assert application.questions.get().outcome == "answered"


def test_staff_are_told_until_another_letter_came(application: Application) -> None:
    in_state(application, "reserve")
    infect()
    desk = cast.browser(cast.reviewer())
    narrowed = f"{reverse('admin:enrolment_application_changelist')}?letter=lost"
    assert narrowed in desk.get(reverse("admin:index")).content.decode()
    assert application.full_name in desk.get(narrowed).content.decode()
    sheet = reverse("admin:enrolment_application_change", args=[application.pk])
    body = desk.get(sheet).content.decode()
    assert "Eicar-Test-Signature" in body and "The applicant was asked for another" in body
    infected.replace(application, Cleaned(letters.pdf(), "application/pdf", "again.pdf"), now=clock.now())
    assert narrowed not in desk.get(reverse("admin:index")).content.decode()
    assert "The virus scanner found “Eicar-Test-Signature”" in desk.get(sheet).content.decode(), "the story keeps it"


@pytest.fixture
def people() -> list[User]:
    return [cast.applicant(), cast.another_applicant()]


@pytest.fixture
def nomination(people: list[User]) -> Nomination:
    return build.nomination(cast.person("ministry@example.org", "Moussa Ndiaye"), build.open_edition(), people)


def test_the_nominator_sends_another_for_all_candidates(nomination: Nomination, people: list[User]) -> None:
    edition = nomination.edition
    sent = build.nominated(people[0], nomination)
    infect()
    assert "under “Send another letter”" in told(person=nomination.nominator)
    assert not Letter.objects.filter(name="enrolment/infected", person=sent.applicant).exists()
    own = cast.browser(sent.applicant).get(sent.get_absolute_url()).content.decode()
    assert f"We have asked {nomination.organization}" in own
    assert cast.browser(sent.applicant).get(letter_of(nomination)).status_code == 404
    draft = nominate.take_up(nomination.nominees.get(email=people[1].email), people[1], now=clock.now())
    assert draft.letter is None
    page = cast.browser(nomination.nominator)
    assert letter_of(nomination) in page.get(nomination.get_absolute_url()).content.decode()
    page.post(letter_of(nomination), upload())
    nomination.refresh_from_db()
    assert nomination.letter is not None
    assert set(edition.applications.values_list("letter", flat=True)) == {nomination.letter_id}
    assert page.get(letter_of(nomination))["Location"] == nomination.get_absolute_url()


def letter_of(nomination: Nomination) -> str:
    return reverse("enrolment:nomination_letter", args=[nomination.pk])


def test_a_candidate_can_send_the_application_while_the_nominator_looks_for_another(
    nomination: Nomination, people: list[User]
) -> None:
    infect()
    sent = build.nominated(people[0], nomination)
    assert (sent.state, sent.letter) == ("submitted", None)
    desk = cast.browser(cast.reviewer())
    sheet = desk.get(reverse("admin:enrolment_application_change", args=[sent.pk])).content.decode()
    assert "for all candidates of the nomination" in sheet
