"""One thing more: staff ask, the applicant answers just that, and the application is in the queue again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast, letters
from catalogue.models import Edition
from enrolment.models import Application, Question
from enrolment.operations import apply, decide, questions
from enrolment.rules.completeness import ALWAYS
from enrolment.rules.questions import THINGS, may_be_asked
from enrolment.tasks import remind
from enrolment.tests import build

WORDS = "Please write about the agreement that you negotiated."


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def page(amina: User) -> Client:
    return cast.browser(amina)


@pytest.fixture
def desk(rosa: User) -> Client:
    return cast.browser(rosa)


@pytest.fixture
def application(amina: User) -> Application:
    """Sent, and applications are closed by now."""
    sent = build.submitted(amina, build.open_edition(), **build.SPONSOR)
    Edition.objects.update(applications_close=clock.today() - timedelta(days=1))
    return Application.objects.get(pk=sent.pk)


def ask(application: Application, rosa: User, thing: str = "motivation", days: int = 7) -> Question:
    """Rosa asks."""
    until = clock.today() + timedelta(days=days)
    return questions.ask(application, thing=thing, words=WORDS, until=until, by=rosa, seen="submitted", now=clock.now())


def url(application: Application) -> str:
    """Where the applicant answers."""
    return reverse("enrolment:question", args=[application.pk])


@given(st.booleans(), st.integers(0, 5))
def test_only_what_makes_sense_is_asked_and_opens_fields_of_one_step(sponsored: bool, electives: int) -> None:
    things = may_be_asked(sponsored=sponsored, electives_to_choose=electives)
    assert ("letter" in things) == sponsored
    assert ("electives" in things) == (electives > 0)
    known = {step: set(fields) for step, fields in ALWAYS} | {"electives": {"electives"}}
    known["financing"] |= {"letter"}
    assert all(set(fields) <= known[step] for step, fields in THINGS.values())


@pytest.mark.django_db
class TestAsking:
    """From the desk to the letter and back."""

    def test_staff_ask_and_the_applicant_is_told(self, application: Application, desk: Client, rosa: User) -> None:
        address = reverse("admin:enrolment_application_ask_more", args=[application.pk])
        assert "another sponsorship letter" in desk.get(address).content.decode()
        until = clock.today() + timedelta(days=5)
        desk.post(address, {"thing": "motivation", "words": WORDS, "until": until.isoformat(), "seen": "submitted"})
        application.refresh_from_db()
        change = application.changes.get(verb="ask")
        assert (application.state, change.by, change.why) == ("asked", rosa, WORDS)
        letter = Letter.objects.get(name="enrolment/asked_more")
        assert WORDS in letter.text
        assert "the motivation" in letter.text
        text = desk.get(reverse("admin:enrolment_application_change", args=[application.pk])).content.decode()
        assert "Rosa Conti asked on" in text
        assert "Take the question back" in text
        assert 'value="accept"' not in text, "nothing is decided meanwhile"

    def test_nobody_decides_while_an_answer_is_awaited(self, application: Application, rosa: User) -> None:
        ask(application, rosa)
        for seen in ("submitted", "asked"):
            with pytest.raises(Refused):
                decide.accept(application, by=rosa, why="", seen=seen, now=clock.now())

    @pytest.mark.parametrize(
        ("thing", "days", "words", "seen"),
        [
            ("motivation", -1, WORDS, "submitted"),
            ("motivation", 3, "  ", "submitted"),
            ("motivation", 3, WORDS, "reserve"),
            ("electives", 3, WORDS, "submitted"),
        ],
        ids=["a day that is past", "no words", "somebody decided", "no such thing"],
    )
    def test_what_cannot_be_asked(
        self, application: Application, rosa: User, thing: str, days: int, words: str, seen: str
    ) -> None:
        Edition.objects.update(electives_to_choose=0)
        until = clock.today() + timedelta(days=days)
        with pytest.raises(Refused):
            questions.ask(
                Application.objects.get(), thing=thing, words=words, until=until, by=rosa, seen=seen, now=clock.now()
            )
        assert not Question.objects.exists()

    def test_a_second_question_waits_for_the_first(self, application: Application, rosa: User) -> None:
        ask(application, rosa)
        with pytest.raises(Refused):
            ask(application, rosa)

    def test_finance_asks_nothing(self, application: Application) -> None:
        client = cast.browser(cast.finance())
        assert client.get(reverse("admin:enrolment_application_ask_more", args=[application.pk])).status_code == 403
        assert client.post(reverse("admin:enrolment_application_take_back", args=[application.pk])).status_code == 403

    def test_it_is_taken_back(self, application: Application, rosa: User, desk: Client, page: Client) -> None:
        ask(application, rosa)
        desk.post(reverse("admin:enrolment_application_take_back", args=[application.pk]))
        application.refresh_from_db()
        assert (application.state, Question.objects.get().outcome) == ("submitted", "taken-back")
        assert page.get(url(application))["Location"] == application.get_absolute_url()


@pytest.mark.django_db
class TestAnswering:
    """The applicant's side."""

    def test_just_this_is_open_and_it_goes_back_into_the_queue(
        self, application: Application, rosa: User, page: Client
    ) -> None:
        ask(application, rosa)
        text = page.get(application.get_absolute_url()).content.decode()
        assert "we need one thing more: the motivation" in text
        text = page.get(url(application)).content.decode()
        assert WORDS in text
        assert 'name="motivation"' in text
        assert 'name="organization"' not in text
        page.post(
            url(application), {"motivation": "We agreed on ports.", "organization": "Another", "financing": "self"}
        )
        application.refresh_from_db()
        assert (application.motivation, application.state) == ("We agreed on ports.", "submitted")
        assert (application.organization, application.financing) == ("Ministry of Labour", "sponsor")
        assert application.changes.get(verb="answer").by == application.applicant
        assert Question.objects.get().outcome == "answered"

    @pytest.mark.parametrize(
        ("thing", "sent", "field", "expected"),
        [
            ("names", {"full_name": "A. Diallo", "certificate_name": "A. DIALLO"}, "certificate_name", "A. DIALLO"),
            ("countries", {"nationality": "ML", "country": "FR"}, "nationality", "ML"),
            ("languages", {"language_1": "fr", "level_1": "C2", "language_2": ""}, "languages", {"fr": "C2"}),
            (
                "work",
                {"organization": "O", "position": "P", "sector": "media", "years_of_experience": 3},
                "position",
                "P",
            ),
        ],
    )
    def test_each_thing_is_answered(
        self,
        application: Application,
        rosa: User,
        page: Client,
        thing: str,
        sent: dict[str, Any],
        field: str,
        expected: object,
    ) -> None:
        ask(application, rosa, thing)
        assert page.get(url(application)).status_code == 200
        page.post(url(application), sent)
        application.refresh_from_db()
        assert (getattr(application, field), application.state) == (expected, "submitted")

    def test_another_letter_takes_the_place_of_the_first(
        self, application: Application, rosa: User, page: Client
    ) -> None:
        former = application.letter
        ask(application, rosa, "letter")
        assert "This field is required" in page.post(url(application), {}).content.decode()
        bad = SimpleUploadedFile("letter.pdf", b"<html>", "application/pdf")
        assert "not a PDF" in page.post(url(application), {"letter": bad}).content.decode()
        page.post(url(application), {"letter": SimpleUploadedFile("new.pdf", letters.pdf(), "application/pdf")})
        application.refresh_from_db()
        assert application.letter != former
        assert application.letter is not None
        assert (application.letter.title, application.state) == ("new.pdf", "submitted")

    def test_electives_are_chosen_anew(self, application: Application, rosa: User, page: Client) -> None:
        ask(application, rosa, "electives")
        chosen = [one.pk for one in application.edition.electives.all()][2:]
        ranks = {f"rank_{pk}": rank for rank, pk in enumerate(chosen, start=1)}
        assert "Please give a rank" in page.post(url(application), {}).content.decode()
        assert "Please fill in" in page.post(url(application), {f"rank_{chosen[0]}": "1"}).content.decode()
        page.post(url(application), ranks)
        assert sorted(wish.elective_id for wish in application.wishes.all()) == chosen

    @pytest.mark.parametrize("thing", ["names", "languages", "motivation", "work"])
    def test_an_empty_answer_is_none(self, application: Application, rosa: User, page: Client, thing: str) -> None:
        ask(application, rosa, thing)
        assert 'role="alert"' in page.post(url(application), {"language_1": "", "level_1": ""}).content.decode()
        application.refresh_from_db()
        assert application.state == "asked"

    def test_after_the_day_it_is_too_late_and_the_application_goes_on(
        self, application: Application, rosa: User, page: Client
    ) -> None:
        ask(application, rosa)
        Question.objects.update(until=clock.today() - timedelta(days=1))
        assert "time to answer is over" in page.post(url(application), {"motivation": "Late"}).content.decode()
        remind()
        remind()
        application.refresh_from_db()
        assert (application.state, Question.objects.get().outcome) == ("submitted", "ran-out")
        assert application.changes.get(verb="run-out").by is None

    def test_who_does_not_answer_is_reminded_once(self, application: Application, rosa: User) -> None:
        ask(application, rosa, days=2)
        Question.objects.update(asked_at=clock.now() - timedelta(days=5))
        remind()
        remind()
        assert Letter.objects.filter(name="enrolment/remind_question").count() == 1

    def test_withdrawing_ends_the_question(self, application: Application, rosa: User, amina: User) -> None:
        ask(application, rosa)
        apply.withdraw(application, by=amina, why="", now=clock.now())
        assert Question.objects.get().outcome == "taken-back"

    def test_another_persons_question_does_not_exist(self, application: Application, rosa: User) -> None:
        ask(application, rosa)
        assert cast.browser(cast.another_applicant()).get(url(application)).status_code == 404


@pytest.mark.django_db
def test_a_draft_is_thrown_away_and_nobody_calls_that_withdrawing(page: Client, amina: User) -> None:
    application = build.draft(amina, build.open_edition())
    address = reverse("enrolment:withdraw", args=[application.pk])
    text = page.get(address).content.decode()
    assert "Throw the draft away?" in text
    assert "ithdraw" not in text.partition("<main")[2].partition("</main>")[0]
    text = page.post(address, {"why": ""}, follow=True).content.decode()
    assert "Your draft is thrown away." in text
    application.refresh_from_db()
    assert application.state == "discarded"
    assert not Letter.objects.exists()
    assert apply.start(amina, application.edition, now=clock.now()).pk != application.pk
