"""The desk of reviewers: the queue, the review page, decisions one by one, and the letter."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.keeping.models import Reading
from academy.letters.models import Letter
from academy.testing import cast, letters
from enrolment.models import Application
from enrolment.operations import decide, infected
from enrolment.tests import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/enrolment/application/"


def page_of(application: Application) -> str:
    """The address of the review page."""
    return reverse("admin:enrolment_application_change", args=[application.pk])


def status_of(browser: Client, url: str) -> int:
    """The status of an answer, which is read to its end, so that its file, if it is one, is closed."""
    answer = browser.get(url)
    answer.getvalue()
    return answer.status_code


def press(browser: Client, application: Application, verb: str, why: str = "", seen: str = "submitted") -> Any:
    """Press one of the buttons of the review page."""
    return browser.post(page_of(application), {"verb": verb, "why": why, "seen": seen}, follow=True)


def people(number: int) -> list[User]:
    """Several applicants."""
    return [cast.applicant(f"person{n}@example.org", f"Person {n}") for n in range(number)]


@pytest.mark.parametrize(
    ("who", "status"),
    [(cast.reviewer, 200), (cast.finance, 200), (cast.administrator, 200), (cast.applicant, 302), (None, 302)],
)
def test_staff_see_the_queue_the_application_and_its_letter_and_nobody_else_does(who: Any, status: int) -> None:
    application = build.submitted(cast.another_applicant(), build.open_edition(), **build.SPONSOR)
    browser = cast.browser(who() if who else None)
    letter = reverse("admin:enrolment_application_letter", args=[application.pk])
    assert [status_of(browser, url) for url in (QUEUE, page_of(application), letter)] == [status] * 3


def test_staff_without_a_role_see_nothing() -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    browser = cast.browser(cast.person("new@example.org", "New Colleague", is_staff=True))
    letter = reverse("admin:enrolment_application_letter", args=[application.pk])
    assert [status_of(browser, url) for url in (QUEUE, page_of(application), letter)] == [403] * 3


def test_the_queue_shows_what_waits_oldest_first_and_no_drafts() -> None:
    edition = build.open_edition()
    first, second, third, fourth = people(4)
    build.draft(third, edition)
    build.submitted(first, edition)
    build.submitted(second, edition, **build.SPONSOR)
    decided = build.submitted(fourth, edition)
    reviewer = cast.reviewer()
    decide.decline(decided, by=reviewer, why="Too little experience.", seen="submitted", now=clock.now())
    browser = cast.browser(reviewer)
    shown = [str(row.full_name) for row in browser.get(QUEUE).context["cl"].result_list]
    assert shown == ["Person 0", "Person 1"]
    everything = browser.get(QUEUE, {"state": "sent"}).context["cl"].result_list
    assert [row.full_name for row in everything] == ["Person 0", "Person 1", "Person 3"]
    drafts = browser.get(QUEUE, {"state": "draft"}).context["cl"].result_list
    assert [row.full_name for row in drafts] == ["Person 2"]


def test_somebody_is_found_by_name_whatever_was_decided() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    decide.decline(application, by=cast.reviewer(), why="Full.", seen="submitted", now=clock.now())
    browser = cast.browser(cast.administrator())
    assert list(browser.get(QUEUE, {"q": "amina"}).context["cl"].result_list) == [application]


def test_a_longer_queue_asks_the_database_no_more_often(django_assert_num_queries: Any) -> None:
    edition = build.open_edition()
    for person in people(7):
        build.submitted(person, edition, **build.SPONSOR)
    browser = cast.browser(cast.reviewer())
    browser.get(QUEUE)
    with django_assert_num_queries(9):
        browser.get(QUEUE)


def test_what_is_missing_stands_in_the_list_and_on_the_page() -> None:
    application = build.draft(cast.applicant(), build.open_edition(), motivation="")
    browser = cast.browser(cast.reviewer())
    assert "Missing: why you want to take part" in browser.get(QUEUE, {"state": "draft"}).content.decode()
    page = browser.get(page_of(application)).content.decode()
    assert "why you want to take part" in page
    assert "This is a draft" in page


def test_accepting_gives_a_place_writes_the_letter_and_offers_the_next_one() -> None:
    edition = build.open_edition()
    first, second = people(2)
    application, following = build.submitted(first, edition), build.submitted(second, edition)
    answer = press(cast.browser(cast.reviewer()), application, "accept")
    application.refresh_from_db()
    assert (application.state, application.place.state) == ("accepted", "confirmed")
    assert first.letters.filter(name="enrolment/accepted").count() == 1
    said = str(next(iter(answer.context["messages"])))
    assert "Person 0: accepted." in said
    assert f'<a href="{page_of(following)}">Person 1</a>' in said


def test_the_reserve_list_and_a_decline_need_one_press_each() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    browser = cast.browser(cast.reviewer())
    press(browser, application, "reserve")
    press(browser, application, "decline", "The group is complete.", seen="reserve")
    application.refresh_from_db()
    assert application.state == "declined"
    assert [step.why for step in application.changes.all()] == ["", "", "The group is complete."]


def test_a_decline_without_a_reason_is_refused_and_says_so() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    answer = press(cast.browser(cast.reviewer()), application, "decline", "  ")
    application.refresh_from_db()
    assert (answer.status_code, application.state) == (409, "submitted")
    assert "Give the reason" in answer.content.decode()


def test_the_second_of_two_reviewers_is_told_and_keeps_the_words_typed() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    press(cast.browser(cast.administrator()), application, "reserve")
    answer = press(cast.browser(cast.reviewer()), application, "decline", "No relevant experience.")
    application.refresh_from_db()
    assert (answer.status_code, application.state) == (409, "reserve")
    page = answer.content.decode()
    assert "Ada Novak changed this application in the meantime" in page
    assert "No relevant experience." in page
    assert 'name="seen" value="reserve"' in page


def test_who_may_only_read_has_no_buttons_and_cannot_decide() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    browser = cast.browser(cast.finance())
    assert 'name="verb"' not in browser.get(page_of(application)).content.decode()
    assert press(browser, application, "accept").status_code == 403
    application.refresh_from_db()
    assert application.state == "submitted"


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("draft", []),
        ("submitted", ["accept", "reserve", "decline"]),
        ("reserve", ["accept", "decline"]),
        ("accepted", []),
    ],
)
def test_only_legal_buttons_are_shown(state: str, buttons: list[str]) -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    Application.objects.filter(pk=application.pk).update(state=state)
    assert cast.browser(cast.reviewer()).get(page_of(application)).context["verbs"] == buttons


def test_the_page_tells_seats_left_in_the_edition_and_its_electives() -> None:
    edition = build.open_edition(capacity=3)
    first, second = people(2)
    reviewer = cast.reviewer()
    build.place(first, edition, by=reviewer)
    application = build.submitted(second, edition)
    context = cast.browser(reviewer).get(page_of(application)).context
    assert context["seats"] == {"capacity": 3, "left": 2, "submitted": 1, "reserve": 0}
    assert [wish["left"] for wish in context["wishes"]] == [4, 4]


def test_the_letter_is_downloaded_or_seen_page_by_page_and_who_looked_is_shown() -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    document = Document.objects.get()
    document.pages.create(number=1, text="We pay.", file=ContentFile(b"a picture", "1.jpg"))
    browser = cast.browser(cast.reviewer())
    answer = browser.get(reverse("admin:enrolment_application_letter", args=[application.pk]))
    assert answer.getvalue() == b"%PDF-1.7"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")
    picture = browser.get(reverse("admin:enrolment_application_letter_page", args=[application.pk, 1]))
    assert (picture.getvalue(), picture["Content-Type"]) == (b"a picture", "image/jpeg")
    looked = Reading.objects.filter(subject=application.applicant).values_list("matter", flat=True)
    assert sorted(looked) == ["letter", "letter-file"]
    page = browser.get(page_of(application)).content.decode()
    assert page.count("Rosa Conti · downloaded the letter") == 1
    assert "We pay." in page
    assert "<iframe" not in page


def test_an_infected_letter_is_taken_away_and_its_owner_told() -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    Document.objects.update(held=True, infection="Eicar-Test-Signature")
    page = cast.browser(cast.reviewer()).get(page_of(application)).content.decode()
    assert "The virus scanner found something" in page
    infected.drop_infected()
    infected.drop_infected()
    application.refresh_from_db()
    assert application.letter is None
    assert not Document.objects.exists()
    told = Letter.objects.get(name="enrolment/infected")
    assert (told.to, "Eicar-Test-Signature" in told.text) == ("amina@example.org", True)


def test_another_letter_takes_the_place_of_an_infected_one_after_the_application_was_sent() -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    Document.objects.update(held=True, infection="Eicar-Test-Signature")
    infected.drop_infected()
    application.refresh_from_db()
    question = application.questions.get()
    assert (application.state, question.thing, question.by) == ("asked", "letter", None)
    assert str(question.until.year) in Letter.objects.get(name="enrolment/infected").text
    assert "Asked by itself" in cast.browser(cast.reviewer()).get(page_of(application)).content.decode()
    upload = SimpleUploadedFile("again.pdf", letters.pdf(), "application/pdf")
    cast.browser(application.applicant).post(reverse("enrolment:question", args=[application.pk]), {"letter": upload})
    application.refresh_from_db()
    assert (application.state, application.letter is not None) == ("submitted", True)


def test_an_application_without_a_letter_has_no_letter_to_read() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    url = reverse("admin:enrolment_application_letter", args=[application.pk])
    assert cast.browser(cast.reviewer()).get(url).status_code == 404


def test_answers_and_states_cannot_be_typed_over_added_or_deleted() -> None:
    application = build.submitted(cast.applicant(), build.open_edition())
    browser = cast.browser(cast.administrator())
    browser.post(page_of(application), {"full_name": "Somebody Else", "state": "accepted"})
    application.refresh_from_db()
    assert (application.full_name, application.state) == ("Amina Diallo", "submitted")
    assert browser.get(f"{QUEUE}add/").status_code == 403
    assert browser.post(f"{QUEUE}{application.pk}/delete/", {"post": "yes"}).status_code == 403
