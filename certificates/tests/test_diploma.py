"""The way to the diploma: what counts, the capstone, and the diploma itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from academy.testing.letters import pdf
from catalogue.models import Course
from catalogue.tests.build import course
from certificates import facts
from certificates.models import Capstone, Certificate, EarlierCourse, Kind
from certificates.operations import capstone as capstones
from certificates.operations import diploma as diplomas
from certificates.operations.correct import replace, revoke
from certificates.tests import build
from enrolment.tests.build import open_edition

pytestmark = pytest.mark.django_db
WORK = Cleaned(pdf(), "application/pdf", "work.pdf")
PROPOSAL = {"name": "Amina DIALLO", "title": "Fair corridors", "proposal": "Compare two bilateral agreements."}


def further(key: str) -> Course:
    """An eligible course."""
    made, _new = Course.objects.get_or_create(
        slug=key, defaults={"title": f"Course {key}", "abbreviation": key.upper(), "diploma_eligible": True}
    )
    return made


def entered(person: User, by: User, *, academy: bool = True, courses: str = "abc", days: int = 300) -> None:
    """Courses taken elsewhere, the Academy among them, all so many days ago."""
    on = clock.today() - timedelta(days=days)
    rows = [course()] if academy else []
    for one in [*rows, *(further(f"course-{key}") for key in courses)]:
        diplomas.enter(
            person, course=one, origin="before", title=one.title, on=on, why="Register of 2024", by=by, now=clock.now()
        )


def passed(person: User, by: User) -> Capstone:
    """A capstone that was proposed, approved, handed in and passed today."""
    capstone = capstones.propose(person, **PROPOSAL, now=clock.now())
    capstones.approve(capstone, supervisor=by, by=by, now=clock.now())
    capstones.hand_in(capstone, letter=WORK, by=person, now=clock.now())
    capstones.mark(capstone, points=71, why="Clear and useful.", by=by, now=clock.now())
    return Capstone.objects.get(pk=capstone.pk)


def issued(person: User, by: User) -> Certificate:
    """A diploma that the worker has made."""
    entered(person, by)
    made = diplomas.issue_diploma(passed(person, by), by=by, now=clock.now())
    build.work()
    return Certificate.objects.get(pk=made.pk)


@pytest.fixture
def ada() -> User:
    return cast.administrator()


@pytest.fixture
def amina() -> User:
    return cast.applicant()


def test_a_certificate_of_an_eligible_course_counts_from_the_last_day_on_it() -> None:
    certificate = build.issued()
    way = facts.way_of(certificate.holder, clock.today())
    assert [(one.credit.part, one.proof) for one in way.counts] == [("required", certificate)]
    assert way.counts[0].credit.on == certificate.place.edition.ends


def test_a_revoked_certificate_counts_no_more() -> None:
    certificate = build.issued()
    revoke(certificate, why="Mistake", by=User.objects.get(email="ada@example.org"), now=clock.now())
    assert not facts.way_of(certificate.holder, clock.today()).begun


def test_courses_taken_elsewhere_count_until_they_are_taken_back(ada: User, amina: User) -> None:
    entered(amina, ada)
    assert facts.way_of(amina, clock.today()).standing.done == 4
    entry = EarlierCourse.objects.filter(person=amina).earliest("pk")
    diplomas.take_back(entry, why="The register names somebody else.", by=ada, now=clock.now())
    assert facts.way_of(amina, clock.today()).standing.done == 3
    assert [(one.verb, one.by) for one in entry.changes.all()] == [("enter", ada), ("take-back", ada)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"why": " "}, "Give the reason"), ({"on": date(2999, 1, 1)}, "not come yet"), ({"on": None}, "already")],
)
def test_what_cannot_be_entered(ada: User, amina: User, wrong: dict[str, Any], reason: str) -> None:
    entered(amina, ada, courses="a", academy=False)
    known = EarlierCourse.objects.get()
    said: dict[str, Any] = {
        "course": further("course-b"),
        "origin": "equivalent",
        "title": "A",
        "on": known.on,
        "why": "x",
    }
    said |= wrong if wrong.get("on", 1) else {"course": known.course}
    with pytest.raises(Refused, match=reason):
        diplomas.enter(amina, **said, by=ada, now=clock.now())
    assert EarlierCourse.objects.count() == 1


def test_the_capstone_goes_from_proposal_to_mark_with_a_letter_at_each_answer(ada: User, amina: User) -> None:
    entered(amina, ada, courses="a")
    capstone = capstones.propose(amina, **PROPOSAL, now=clock.now())
    capstones.send_back(capstone, why="Which corridor?", by=ada, now=clock.now())
    capstone = capstones.propose(amina, **PROPOSAL | {"title": "One corridor"}, now=clock.now())
    capstones.approve(capstone, supervisor=ada, by=ada, now=clock.now())
    capstones.hand_in(capstone, letter=WORK, by=amina, now=clock.now())
    capstones.mark(capstone, points=59, why="Two sources are missing.", by=ada, now=clock.now())
    capstones.hand_in(capstone, letter=WORK, by=amina, now=clock.now())
    capstones.mark(capstone, points=60, why="Now it holds.", by=ada, now=clock.now())
    capstone.refresh_from_db()
    assert (capstone.title, capstone.state, capstone.points) == ("One corridor", "passed", 60)
    states = ["proposed", "returned", "proposed", "approved", "handed-in", "again", "handed-in", "passed"]
    assert [one.target for one in capstone.changes.all()] == states
    assert capstone.works.count() == 2
    about = Letter.objects.filter(about=f"diploma:{amina.pk}").order_by("pk")
    assert [one.to for one in about] == [
        *["amina@example.org"] * 2,
        "ada@example.org",
        "amina@example.org",
        "ada@example.org",
        "amina@example.org",
    ]
    assert "Two sources are missing." in about[3].text


def test_a_capstone_is_refused_before_any_course_counts(amina: User) -> None:
    with pytest.raises(Refused, match="as soon as a course counts"):
        capstones.propose(amina, **PROPOSAL, now=clock.now())
    assert not Capstone.objects.exists()


def test_what_is_not_legal_is_refused_and_changes_nothing(ada: User, amina: User) -> None:
    entered(amina, ada)
    capstone = capstones.propose(amina, **PROPOSAL, now=clock.now())
    for deed in (
        lambda: capstones.hand_in(capstone, letter=WORK, by=amina, now=clock.now()),
        lambda: capstones.mark(capstone, points=90, why="Good", by=ada, now=clock.now()),
        lambda: capstones.mark(capstone, points=90, why=" ", by=ada, now=clock.now()),
        lambda: diplomas.issue_diploma(capstone, by=ada, now=clock.now()),
        lambda: capstones.correct_name(capstone, name="", by=amina, now=clock.now()),
    ):
        with pytest.raises(Refused):
            deed()
    capstone.refresh_from_db()
    assert (capstone.state, capstone.points, capstone.works.count()) == ("proposed", None, 0)
    assert not Certificate.objects.exists()


def test_a_name_is_corrected_until_the_diploma_is_ordered_and_the_former_one_stays_on_record(
    ada: User, amina: User
) -> None:
    entered(amina, ada)
    capstone = passed(amina, ada)
    capstones.correct_name(capstone, name="أمينة ديالو", by=amina, now=clock.now())
    assert "Amina DIALLO" in capstone.changes.get(verb="name").why
    made = diplomas.issue_diploma(capstone, by=ada, now=clock.now())
    assert made.data["name"] == "أمينة ديالو"
    with pytest.raises(Refused, match="issued"):
        capstones.correct_name(capstone, name="Amina DIALLO", by=amina, now=clock.now())


def test_the_diploma_is_made_sealed_numbered_and_told_once(ada: User, amina: User) -> None:
    diploma = issued(amina, ada)
    assert (diploma.state, diploma.kind, diploma.number[:10]) == ("issued", Kind.DIPLOMA, f"LMEP-{clock.today().year}-")
    assert diploma.document is not None and diploma.credential
    assert [one["title"] for one in diploma.data["courses"]][1:] == [
        "Course course-a",
        "Course course-b",
        "Course course-c",
    ]
    assert Letter.objects.filter(name="certificates/issued").count() == 1
    with pytest.raises(Refused, match="already"):
        diplomas.issue_diploma(Capstone.objects.get(), by=ada, now=clock.now())


def test_what_stands_on_the_diploma_stays_when_a_course_is_taken_back(ada: User, amina: User) -> None:
    diploma = issued(amina, ada)
    before = dict(diploma.data)
    diplomas.take_back(EarlierCourse.objects.earliest("pk"), why="Mistake", by=ada, now=clock.now())
    diploma.refresh_from_db()
    assert diploma.data == before
    with pytest.raises(Refused, match="Still missing"):
        replace(diploma, name="Amina Diallo", why="Name", by=ada, now=clock.now())
    diploma.refresh_from_db()
    assert diploma.state == "issued"


def test_a_replaced_diploma_names_the_newer_one_on_its_page(ada: User, amina: User) -> None:
    diploma = issued(amina, ada)
    newer = replace(diploma, name="Amina B. Diallo", why="Name", by=ada, now=clock.now())
    build.work()
    page = cast.browser().get(diploma.get_absolute_url()).content.decode()
    assert newer.number in page
    page = cast.browser().get(newer.get_absolute_url()).content.decode()
    assert "Amina B. Diallo" in page and "Fair corridors" in page and "Course course-b" in page


def test_windows_of_many_people_take_the_same_queries(ada: User, amina: User, django_assert_num_queries: Any) -> None:
    people = [amina, cast.another_applicant()]
    for one in people:
        entered(one, ada)
    for some in (people[:1], people):
        with django_assert_num_queries(4):
            facts.ways_of(some, clock.today())


def test_coming_editions_that_fill_a_gap_are_offered_and_others_are_not(ada: User, amina: User) -> None:
    edition = open_edition()
    entered(amina, ada, academy=False, courses="a")
    offers = facts.offers_for(facts.way_of(amina, clock.today()), clock.today())
    assert [(one.card.edition, one.in_time) for one in offers] == [(edition, True)]
    diplomas.enter(
        amina, course=edition.course, origin="equivalent", title="x", on=clock.today(), why="x", by=ada, now=clock.now()
    )
    assert facts.offers_for(facts.way_of(amina, clock.today()), clock.today()) == []


class TestPages:
    """What the person and the desk see."""

    def test_the_person_proposes_and_hands_in(self, ada: User, amina: User) -> None:
        entered(amina, ada)
        browser = cast.browser(amina)
        page = browser.get("/en/my/diploma/").content.decode()
        assert "4 of 5 parts count" in page and "<svg" in page
        answer = browser.post("/en/my/diploma/", PROPOSAL | {"verb": "propose", "name": ""})
        assert answer.status_code == 422 and "Compare two bilateral" in answer.content.decode()
        assert browser.post("/en/my/diploma/", PROPOSAL | {"verb": "propose"}).status_code == 302
        capstones.approve(Capstone.objects.get(), supervisor=ada, by=ada, now=clock.now())
        bad = browser.post("/en/my/diploma/", {"verb": "hand-in", "work": build.upload(b"not a pdf")})
        assert bad.status_code == 422 and "not a PDF" in bad.content.decode()
        browser.post("/en/my/diploma/", {"verb": "hand-in", "work": build.upload(pdf())})
        capstone = Capstone.objects.get()
        assert capstone.state == "handed-in"
        own = f"/en/my/diploma/work/{capstone.works.get().pk}/"
        assert browser.get(own).getvalue().startswith(b"%PDF")
        assert cast.browser(cast.another_applicant()).get(own).status_code == 404

    def test_the_desk_does_what_the_buttons_say(self, ada: User, amina: User) -> None:
        desk, page = cast.confirmed(ada), reverse("admin:certificates_capstone_person", args=[amina.pk])
        on = (clock.today() - timedelta(days=9)).isoformat()
        rows = [course(), *(further(f"course-{key}") for key in "abc")]
        for one in rows:
            said = {
                "verb": "enter",
                "course": one.pk,
                "origin": "before",
                "title": one.title,
                "on": on,
                "why": "Register",
            }
            assert desk.post(page, said).status_code == 302
        capstones.propose(amina, **PROPOSAL, now=clock.now())
        assert desk.post(page, {"verb": "mark", "points": 80, "why": "Early"}).status_code == 409
        assert desk.post(page, {"verb": "approve", "supervisor": ada.pk}).status_code == 302
        capstones.hand_in(Capstone.objects.get(), letter=WORK, by=amina, now=clock.now())
        assert desk.post(page, {"verb": "mark", "points": 101, "why": "x"}).status_code == 422
        assert desk.post(page, {"verb": "mark", "points": 80, "why": "Good"}).status_code == 302
        assert "can be issued" in desk.get(reverse("admin:certificates_capstone_changelist")).content.decode()
        assert desk.post(page, {"verb": "issue"}).status_code == 302
        assert Certificate.objects.get().holder == amina

    def test_a_reviewer_guides_and_issues_nothing(self, ada: User, amina: User) -> None:
        entered(amina, ada)
        passed(amina, ada)
        desk, page = cast.browser(cast.reviewer()), reverse("admin:certificates_capstone_person", args=[amina.pk])
        assert 'value="issue"' not in desk.get(page).content.decode()
        assert desk.post(page, {"verb": "issue"}).status_code == 403
        assert desk.post(page, {"verb": "enter"}).status_code == 403
        assert not Certificate.objects.exists()
