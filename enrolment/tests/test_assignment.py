"""The final assignment, from the first words to the result, as participants and markers do it."""

import io
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, FinalAssignment
from enrolment import facts
from enrolment.models import Mark, Place, Submission
from enrolment.operations import assignment, infected, marking, reminders
from enrolment.tests import build

pytestmark = pytest.mark.django_db
GOOD, POOR = {"analysis": 4, "proposals": 4}, {"analysis": 1, "proposals": 1}


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def ada() -> User:
    return cast.administrator()


@pytest.fixture
def place(rosa: User) -> Place:
    edition = build.open_edition(electives=0)
    build.add_assignment(edition)
    given = build.place(cast.applicant(), edition, by=rosa)
    Edition.objects.update(starts=clock.today() - timedelta(days=20))
    return Place.objects.get(pk=given.pk)


def plan(place: Place, **fields: object) -> None:
    FinalAssignment.objects.filter(edition=place.edition).update(**fields)


def page_of(place: Place) -> str:
    return reverse("enrolment:assignment", args=[place.pk])


def sheet_of(submission: Submission) -> str:
    return reverse("admin:enrolment_place_marking_one", args=[submission.code])


def handed_in(place: Place, text: str = "My country …") -> Submission:
    assignment.save(place, text=text, now=clock.now())
    return assignment.hand_in(place, by=place.participant, now=clock.now())


def marked(submission: Submission, *pairs: tuple[User, dict[str, int]]) -> Submission:
    for marker, scores in pairs:
        marking.give(submission, by=marker, scores=scores, feedback=f"By {marker.pk}", now=clock.now())
    return Submission.objects.get(pk=submission.pk)


def done(place: Place) -> int:
    found = facts.completion_of(Place.objects.get(pk=place.pk))
    return next(line.done for line in found.lines if line.kind == "final-assignment")


def pdf(author: str = "Amina Diallo") -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.docinfo["/Author"] = author
    with made.open_metadata() as data:
        data["dc:creator"] = [author]
    made.save(out)
    return out.getvalue()


def test_from_a_saved_text_to_a_passed_assignment(place: Place, rosa: User, ada: User) -> None:
    mine = cast.browser(place.participant)
    mine.post(page_of(place), {"text": "First words"})
    assert "Saved on" in mine.get(page_of(place)).text
    assert (place.submissions.get().state, done(place)) == ("draft", 0)
    answer = mine.post(page_of(place), {"text": "All my words", "hand_in": "yes"}, follow=True)
    assert "Handed in. We have written to you" in answer.text
    assert done(place) == 1
    submission = place.submissions.get()
    for marker, scores in ((rosa, GOOD), (ada, {"analysis": 5, "proposals": 2})):
        values = {f"mark-{key}": score for key, score in scores.items()}
        cast.browser(marker).post(sheet_of(submission), {"do": "mark", "mark-feedback": "Well argued.", **values})
    submission = place.submissions.get()
    assert (submission.state, submission.mark) == ("passed", Decimal("80.00"))
    text = mine.get(page_of(place)).text
    assert "Mark: 80.00 of 100" in text
    assert text.count("Well argued.") == 2
    assert "Rosa" not in text
    names = ["assignment_received", "assignment_result"]
    assert [name for name in names if Letter.objects.filter(name=f"enrolment/{name}", to="amina@example.org")] == names
    assert list(submission.changes.values_list("verb", flat=True)) == ["hand-in", "pass"]


def test_a_marker_sees_no_name_and_no_mark_before_giving_one(place: Place, rosa: User, ada: User) -> None:
    assignment.save(place, text="", upload=io.BytesIO(pdf()), now=clock.now())
    submission = assignment.hand_in(place, by=place.participant, now=clock.now())
    marked(submission, (ada, POOR))
    desk = cast.browser(rosa)
    pages = [reverse("admin:enrolment_place_marking"), sheet_of(submission)]
    for page in pages:
        text = desk.get(page).text
        assert submission.code in text
        assert "Amina" not in text
        assert "20.00" not in text
    file = desk.get(reverse("admin:enrolment_place_marking_file", args=[submission.code]))
    assert "Amina" not in file["Content-Disposition"]
    with pikepdf.open(io.BytesIO(file.getvalue())) as found:
        assert "/Info" not in found.trailer
        assert "/Metadata" not in found.Root
    marked(submission, (rosa, GOOD))
    assert "20.00" in desk.get(sheet_of(submission)).text


def test_marks_far_apart_need_a_third_whose_middle_counts(place: Place, rosa: User, ada: User) -> None:
    submission = marked(handed_in(place), (rosa, GOOD), (ada, POOR))
    assert (submission.state, submission.mark) == ("apart", None)
    third = cast.staff("theo@example.org", "Theo Marin", "Reviewer")
    submission = marked(submission, (third, {"analysis": 3, "proposals": 3}))
    assert (submission.state, submission.mark) == ("passed", Decimal("60.00"))


def test_two_whose_marks_lie_apart_agree_when_both_say_the_same(place: Place, rosa: User, ada: User) -> None:
    submission = marked(handed_in(place), (rosa, GOOD), (ada, POOR))
    third = cast.staff("theo@example.org", "Theo Marin", "Reviewer")
    for by, total in ((third, 50), (rosa, 81)):
        with pytest.raises(Refused):
            marking.agree(submission, by=by, total=Decimal(total), why="x", now=clock.now())
    said = {"do": "agree", "agree-total": "55", "agree-why": "Sources are missing."}
    assert "as soon as the other says the same" in cast.browser(rosa).post(sheet_of(submission), said, follow=True).text
    marking.agree(submission, by=ada, total=Decimal(40), why="Thin.", now=clock.now())
    assert Submission.objects.get().state == "apart"
    marking.agree(submission, by=ada, total=Decimal(55), why="Agreed.", now=clock.now())
    submission = Submission.objects.get()
    assert (submission.state, submission.mark) == ("failed", Decimal("55.00"))


def test_nobody_marks_twice_or_beyond_need_or_their_own(place: Place, rosa: User, ada: User) -> None:
    submission = marked(handed_in(place), (rosa, GOOD))
    place.participant.is_staff = True
    place.participant.save()
    for by in (rosa, place.participant):
        with pytest.raises(Refused):
            marked(submission, (by, GOOD))
    marked(submission, (ada, GOOD))
    with pytest.raises(Refused):
        marked(submission, (cast.staff("theo@example.org", "Theo Marin", "Reviewer"), GOOD))
    assert Mark.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(total=0)


def test_one_more_attempt_after_the_first_was_not_passed(place: Place, rosa: User, ada: User) -> None:
    plan(place, counts="passed")
    marked(handed_in(place), (rosa, POOR), (ada, POOR))
    assert done(place) == 0
    work = facts.work_of(Place.objects.get(), clock.today())
    assert work
    assert (work.open, work.due) == (True, clock.today() + timedelta(days=14))
    second = marked(handed_in(Place.objects.get(), "Better"), (rosa, GOOD), (ada, GOOD))
    assert (second.attempt, second.state, done(place)) == (2, "passed", 1)
    with pytest.raises(Refused):
        assignment.save(Place.objects.get(), text="A third", now=clock.now())


@pytest.mark.parametrize(("late", "taken", "mark"), [(0, True, "80"), (2, True, "70"), (3, False, None)])
def test_what_happens_when_it_is_late(
    place: Place, rosa: User, ada: User, late: int, taken: bool, mark: str | None
) -> None:
    plan(place, due=clock.today() - timedelta(days=late), late_days=2, late_points=5)
    place = Place.objects.get()
    if not taken:
        with pytest.raises(Refused):
            handed_in(place)
        assert "not taken any more" in cast.browser(place.participant).get(page_of(place)).text
        return
    submission = marked(handed_in(place), (rosa, GOOD), (ada, GOOD))
    assert (submission.days_late, submission.mark) == (late, Decimal(str(mark)))


def test_more_time_is_given_with_a_reason_and_by_letter(place: Place, rosa: User) -> None:
    plan(place, due=clock.today() - timedelta(days=5))
    desk, until = cast.browser(rosa), clock.today() + timedelta(days=3)
    address = reverse("admin:enrolment_place_do", args=[place.pk, "extend"])
    assert "is given" not in desk.post(address, {"until": str(until)}).text
    assert not place.extensions.exists()
    desk.post(address, {"until": str(until), "why": "Illness"})
    assert place.extensions.get().why == "Illness"
    assert Letter.objects.get(name="enrolment/assignment_extended").to == "amina@example.org"
    assert handed_in(Place.objects.get()).days_late == 0
    with pytest.raises(Refused):
        assignment.extend(Place.objects.get(), until=until, why="Again", by=rosa, now=clock.now())


def test_it_is_taken_back_until_somebody_has_marked_it(place: Place, rosa: User) -> None:
    submission, mine = handed_in(place), cast.browser(place.participant)
    mine.post(reverse("enrolment:assignment_take_back", args=[place.pk]))
    assert (place.submissions.get().state, done(place)) == ("draft", 0)
    marked(assignment.hand_in(Place.objects.get(), by=place.participant, now=clock.now()), (rosa, GOOD))
    mine.post(reverse("enrolment:assignment_take_back", args=[place.pk]))
    assert place.submissions.get().state == "handed-in"
    assert place.submissions.get() == submission


def test_a_file_is_judged_by_its_content_and_what_was_typed_is_kept(place: Place) -> None:
    mine = cast.browser(place.participant)
    bad = SimpleUploadedFile("essay.pdf", b"<script>")
    answer = mine.post(page_of(place), {"text": "My words", "upload": bad, "hand_in": "yes"})
    assert "This is not a PDF" in answer.text
    assert "My words" in answer.text
    assert not Submission.objects.exists()
    mine.post(page_of(place), {"text": "", "upload": SimpleUploadedFile("essay.pdf", pdf())})
    file = reverse("enrolment:assignment_file", args=[place.pk, 1])
    answer = mine.get(file)
    assert (answer["Content-Type"], answer.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    assert cast.browser(cast.another_applicant()).get(file).status_code == 404


def test_nothing_is_handed_in_empty(place: Place) -> None:
    answer = cast.browser(place.participant).post(page_of(place), {"text": " ", "hand_in": "yes"})
    assert "nothing to hand in yet" in answer.text
    assert place.submissions.get().state == "draft"


def test_an_infected_file_is_deleted_and_asked_for_again(place: Place) -> None:
    assignment.save(place, text="", upload=io.BytesIO(pdf()), now=clock.now())
    submission = assignment.hand_in(place, by=place.participant, now=clock.now())
    assert submission.document
    submission.document.infection = "Eicar"
    submission.document.save()
    infected.drop_infected()
    submission = Submission.objects.get()
    assert (submission.state, submission.document) == ("draft", None)
    assert "Eicar" in Letter.objects.get(name="enrolment/work_infected").text


def test_who_has_handed_nothing_in_is_reminded_once(place: Place) -> None:
    plan(place, due=clock.today() + timedelta(days=7))
    Place.objects.update(confirmed_at=clock.now() - timedelta(days=30))
    for _twice in range(2):
        reminders.assignments(now=clock.now())
    assert Letter.objects.filter(name="enrolment/remind_assignment").count() == 1
    handed_in(Place.objects.get())
    reminders.assignments(now=clock.now() + timedelta(days=6))
    assert Letter.objects.filter(name="enrolment/remind_assignment").count() == 1


@pytest.mark.parametrize("takes", ["text", "file"])
def test_only_what_the_edition_takes_is_asked(place: Place, takes: str) -> None:
    plan(place, takes=takes)
    text = cast.browser(place.participant).get(page_of(place)).text
    assert ('name="text"' in text, 'name="upload"' in text) == (takes == "text", takes == "file")
