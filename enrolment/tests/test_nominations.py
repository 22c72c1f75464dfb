"""An organization nominates a group; each candidate completes the own part; all are accepted together or none."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast, letters
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Nomination, Nominee, Place, SponsorRequest
from enrolment.operations import apply, decide, nominate, reserve
from enrolment.rules.candidates import candidates
from enrolment.rules.together import Member, left_behind
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> User:
    return cast.person("ministry@labour.example", "Moussa Ndiaye")


@pytest.fixture
def people() -> list[User]:
    return [cast.applicant(), cast.another_applicant()]


@pytest.fixture
def edition() -> Edition:
    return build.open_edition()


def test_candidates_are_read_from_what_people_paste() -> None:
    text = (
        "Ana Silva, ana@work.example\n\nben@work.example;Ben O'Neil\nChi Pham <chi@work.example>\n阮氏香\td@w.example"
    )
    assert candidates(text + "\nnobody\na@b.example").unclear == ("nobody", "a@b.example")
    assert candidates(text).candidates == (
        ("Ana Silva", "ana@work.example"),
        ("Ben O'Neil", "ben@work.example"),
        ("Chi Pham", "chi@work.example"),
        ("阮氏香", "d@w.example"),
    )


def test_whoever_is_not_accepted_with_the_others_is_left_behind() -> None:
    ana, ben, chi = Member("Ana", 1, True), Member("Ben", 2, False), Member("Chi", None, False)
    assert left_behind([ana, ben], {2}) == ()
    assert left_behind([ana, ben, chi], {2}) == (chi,)
    assert left_behind([ana, ben], {1}) == (ben,)
    assert left_behind([], {1}) == ()


def posted(ministry: User, edition: Edition, **values: Any) -> Any:
    """What the nominator gets who fills the form."""
    path = reverse("enrolment:nominate", args=[edition.course.slug, edition.slug])
    upload = SimpleUploadedFile("one.pdf", letters.pdf(), "application/pdf")
    said = {key: value for key, value in (build.NOMINATION | values).items() if value is not None}
    data = {"candidates": "Amina Diallo, amina@example.org\nBruno Silva, BRUNO@example.org", "letter": upload}
    return cast.browser(ministry).post(path, data | said, follow=True)


def test_one_form_writes_to_every_candidate_and_keeps_one_letter(ministry: User, edition: Edition) -> None:
    page = posted(ministry, edition, language="fr")
    assert "we have written to each candidate" in page.content.decode()
    nomination = Nomination.objects.get()
    assert [one.email for one in nomination.nominees.all()] == ["amina@example.org", "bruno@example.org"]
    assert Document.objects.count() == 1
    for email in ("amina@example.org", "bruno@example.org"):
        letter = Letter.objects.get(to=email)
        assert letter.language == "fr"
        assert "/fr/my/nominated/" in letter.text
    assert Letter.objects.get(to=ministry.email).name == "enrolment/nominated"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"candidates": "nobody at all"}, "candidates"),
        ({"candidates": "Ana, ana@nowhere"}, "candidates"),
        ({"candidates": ""}, "candidates"),
        ({"candidates": "Ana, a@b.example\nBen, A@b.example"}, "__all__"),
        ({"candidates": "\n".join(f"P{n}, p{n}@b.example" for n in range(21))}, "__all__"),
        ({"candidates": "Me, ministry@labour.example"}, "__all__"),
        ({"share": "part"}, "amount"),
        ({"share": "refused"}, "share"),
        ({"letter": SimpleUploadedFile("one.pdf", b"<html>")}, "letter"),
        ({"together": ""}, "together"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(
    ministry: User, edition: Edition, values: dict[str, Any], field: str
) -> None:
    page = posted(ministry, edition, **values)
    assert list(page.context["form"].errors) == [field]
    assert not Nomination.objects.exists()
    assert not Letter.objects.exists()


def test_a_closed_edition_takes_no_nominations(ministry: User) -> None:
    closed = build.open_edition(closes_in=-1)
    with pytest.raises(Refused, match="not open"):
        build.nomination(ministry, closed, [cast.applicant()])
    path = reverse("enrolment:nominate", args=[closed.course.slug, closed.slug])
    assert "<form method" not in cast.browser(ministry).get(path).content.decode().partition("<main")[2]


def test_nobody_floods_mailboxes_with_nominations(ministry: User, edition: Edition, people: list[User]) -> None:
    for _time in range(nominate.MOST_A_DAY):
        build.nomination(ministry, edition, people)
    with pytest.raises(Refused, match="several nominations today"):
        build.nomination(ministry, edition, people)


def test_a_candidate_finds_sponsor_and_letter_in_place(ministry: User, edition: Edition, people: list[User]) -> None:
    nominee = build.nomination(ministry, edition, people).nominees.get(email="amina@example.org")
    path = reverse("enrolment:take_up", args=[nominee.pk])
    browser = cast.browser(people[0])
    assert "Ministry of Labour nominates you" in browser.get(reverse("enrolment:my")).content.decode()
    assert "Moussa Ndiaye" in browser.get(path).content.decode()
    assert not Application.objects.exists()
    browser.post(path)
    application = Application.objects.get()
    assert (application.sponsor_name, application.letter) == ("Ministry of Labour", nominee.nomination.letter)
    args = [edition.course.slug, edition.slug, "financing"]
    step = browser.get(reverse("enrolment:apply_step", args=args)).content.decode()
    assert "has nominated you and filled in this step" in step
    assert "sponsor_email" not in step
    with pytest.raises(Refused, match="Your sponsor has filled in this step"):
        apply.save_financing(application, {"financing": "self"}, letter=None, now=clock.now())
    assert browser.post(path)["Location"] == reverse("enrolment:apply_step", args=[*args[:2], "you"])


def test_a_nomination_is_for_the_address_that_it_was_sent_to(
    ministry: User, edition: Edition, people: list[User]
) -> None:
    nominee = build.nomination(ministry, edition, people[:1]).nominees.get()
    path = reverse("enrolment:take_up", args=[nominee.pk])
    assert cast.browser(people[1]).post(path).status_code == 404
    with pytest.raises(Refused, match="another e-mail address"):
        nominate.take_up(nominee, people[1], now=clock.now())


def test_a_draft_of_ones_own_gets_the_sponsor_and_a_sent_one_does_not(
    ministry: User, edition: Edition, people: list[User]
) -> None:
    draft = build.draft(people[0], edition, motivation="My own words.", **build.SPONSOR)
    build.submitted(people[1], edition)
    nomination = build.nomination(ministry, edition, people)
    taken = nominate.take_up(nomination.nominees.get(email=people[0].email), people[0], now=clock.now())
    assert (taken.pk, taken.motivation, taken.letter) == (draft.pk, "My own words.", nomination.letter)
    with pytest.raises(Refused, match="have sent an application"):
        nominate.take_up(nomination.nominees.get(email=people[1].email), people[1], now=clock.now())


def test_who_withdrew_can_take_up_the_nomination_again(ministry: User, edition: Edition, people: list[User]) -> None:
    nomination = build.nomination(ministry, edition, people)
    first = build.nominated(people[0], nomination)
    apply.withdraw(first, by=people[0], why="", now=clock.now())
    second = nominate.take_up(nomination.nominees.get(email=people[0].email), people[0], now=clock.now())
    assert second.pk != first.pk
    assert second.letter == nomination.letter


def test_the_nominator_has_confirmed_already(ministry: User, edition: Edition, people: list[User]) -> None:
    application = build.nominated(people[0], build.nomination(ministry, edition, people))
    assert facts.covers_the_price(application)
    assert not SponsorRequest.objects.exists()


def test_the_nominator_follows_progress_and_reads_no_answer(
    ministry: User, edition: Edition, people: list[User]
) -> None:
    third = cast.applicant("chi@example.org", "Chi Pham")
    nomination = build.nomination(ministry, edition, [*people, third])
    sent = build.nominated(people[0], nomination)
    nominate.take_up(nomination.nominees.get(email=people[1].email), people[1], now=clock.now())
    page = cast.browser(ministry).get(nomination.get_absolute_url()).content.decode()
    for words in ("Application sent", "Has begun", "The letter is sent"):
        assert page.count(words) == 1
    assert "bilateral agreements" not in page
    decide.decline(sent, by=cast.reviewer(), why="A reason.", seen="submitted", now=clock.now())
    after = cast.browser(ministry).get(nomination.get_absolute_url()).content.decode()
    assert "Application sent" in after
    assert "A reason" not in after
    assert cast.browser(ministry).get(sent.get_absolute_url()).status_code == 404


def test_a_group_is_accepted_together_or_not_at_all(ministry: User, edition: Edition, people: list[User]) -> None:
    nomination = build.nomination(ministry, edition, people, together="all")
    first = build.nominated(people[0], nomination)
    rosa = cast.reviewer()
    with pytest.raises(Refused, match="together with Bruno Silva"):
        decide.accept(first, by=rosa, why="", seen="submitted", now=clock.now())
    with pytest.raises(Refused, match="together with Bruno Silva"):
        decide.accept_group(first, by=rosa, why="", now=clock.now())
    build.nominated(people[1], nomination)
    path = reverse("admin:enrolment_application_accept_group", args=[first.pk])
    page = cast.browser(rosa).post(path, follow=True).content.decode()
    assert "Accepted together: Amina Diallo and Bruno Silva." in page
    assert Place.objects.count() == 2


def test_a_group_for_which_there_is_no_room_stays_whole(ministry: User, people: list[User]) -> None:
    small = build.open_edition(capacity=1)
    nomination = build.nomination(ministry, small, people, together="all")
    applications = [build.nominated(one, nomination) for one in people]
    with pytest.raises(Refused, match="places of this edition are taken"):
        decide.accept_group(applications[0], by=cast.reviewer(), why="", now=clock.now())
    assert not Place.objects.exists()


def test_the_nominator_lets_any_of_them_take_part(ministry: User, edition: Edition, people: list[User]) -> None:
    nomination = build.nomination(ministry, edition, people, together="all")
    first = build.nominated(people[0], nomination)
    page = cast.browser(ministry).post(nomination.get_absolute_url(), follow=True)
    assert "Any of your candidates will do" in page.content.decode()
    decide.accept(first, by=cast.reviewer(), why="", seen="submitted", now=clock.now())
    assert Nominee.objects.filter(application__state="accepted").count() == 1


def test_nobody_of_a_group_moves_up_from_the_reserve_list_alone(
    ministry: User, edition: Edition, people: list[User]
) -> None:
    group = build.nomination(ministry, edition, people, together="all")
    applications = [build.nominated(one, group) for one in people]
    rosa = cast.reviewer()
    for one in applications:
        decide.reserve(one, by=rosa, why="", seen="submitted", now=clock.now())
    third = build.submitted(cast.applicant("chi@example.org", "Chi Pham"), edition)
    decide.reserve(third, by=rosa, why="", seen="submitted", now=clock.now())
    assert reserve.give_to_first(edition, clock.now()) == third
