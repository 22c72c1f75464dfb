"""Decisions on several applications: tried, held, undone, carried out, and swept up after a worker that died."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.jobs.models import Job, JobState
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Batch, Conflict, Place
from enrolment.operations import batch as operations
from enrolment.operations import decide, questions
from enrolment.operations.batch import Decision, carry_out, hold, rehearse, undo
from enrolment.tests import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/enrolment/application/"
DECIDE = f"{QUEUE}decide/"


def waiting(number: int, **edition: Any) -> list[Application]:
    """Applications to one edition with a criterion, in the order in which they were sent."""
    to = build.open_edition(**edition)
    titles = {"title_en": "Work experience", "title_fr": "Une expérience professionnelle"}
    to.course.criteria.create(key="experience", **titles)
    people = [cast.applicant(f"person{n}@example.org", f"Person {n}") for n in range(number)]
    return [build.submitted(person, to) for person in people]


def seen(applications: list[Application], state: str = "submitted") -> dict[int, str]:
    """As the page carries them."""
    return {application.pk: state for application in applications}


def states(applications: list[Application]) -> list[str]:
    """Where each of them stands now."""
    return [Application.objects.get(pk=application.pk).state for application in applications]


def held(applications: list[Application], by: User, verb: str = "accept", words: str = "") -> Batch:
    """A batch that is due now."""
    batch = hold(seen(applications), Decision(verb, (), words), by=by, now=clock.now())
    Batch.objects.filter(pk=batch.pk).update(due_at=clock.now())
    return batch


def send(browser: Client, applications: list[Application], state: str = "submitted", **data: Any) -> Any:
    """Send one of the two pages."""
    chosen = [f"{application.pk}:{state}" for application in applications]
    return browser.post(DECIDE, {"chosen": chosen} | data)


def test_choosing_in_the_list_asks_and_changes_nothing() -> None:
    applications = waiting(2)
    chosen = {"action": "decide_chosen", "_selected_action": [application.pk for application in applications]}
    page = cast.browser(cast.reviewer()).post(QUEUE, chosen).content.decode()
    assert "Decide on several applications" in page
    assert [f'value="{application.pk}:submitted"' in page for application in applications] == [True, True]
    assert states(applications) == ["submitted", "submitted"]


def test_a_trial_shows_letters_and_refusals_and_leaves_nothing_behind() -> None:
    applications = waiting(3, capacity=2)
    letters = Letter.objects.count()
    answer = send(cast.browser(cast.reviewer()), applications, verb="accept")
    assert [trial.refused for trial in answer.context["trials"]] == ["", "", "All 2 places of this edition are taken."]
    assert answer.context["editions"] == [(applications[0].edition, 2, 2)]
    page = answer.content.decode()
    assert "Nothing has happened yet." in page
    assert [f"{one.full_name} (0/2)" in page for one in applications] == [True] * 3
    assert (states(applications), Letter.objects.count(), Batch.objects.count()) == (["submitted"] * 3, letters, 0)


def test_a_letter_is_tried_in_the_language_of_the_applicant_with_the_published_criterion() -> None:
    applications = waiting(1)
    User.objects.filter(pk=applications[0].applicant_id).update(language="fr")
    decision = Decision("decline", ["experience"], "Merci.")
    (trial,) = rehearse(seen(applications), decision, by=cast.reviewer(), now=clock.now())
    assert trial.letter is not None
    assert trial.letter.language == "fr"
    assert "Une expérience professionnelle" in trial.letter.text and "Merci." in trial.letter.text


def test_what_is_held_changes_nothing_but_counts_as_seats() -> None:
    applications = waiting(3, capacity=2)
    reviewer = cast.reviewer()
    answer = send(cast.browser(reviewer), applications[:2], verb="accept", hold="yes")
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("admin:enrolment_batch_change", args=[batch.pk])
    assert (batch.state, states(applications)) == ("held", ["submitted"] * 3)
    assert facts.places_left(applications[0].edition) == 0
    with pytest.raises(Refused, match="All 2 places"):
        decide.accept(applications[2], by=reviewer, why="", seen="submitted", now=clock.now())
    with pytest.raises(Refused, match="not enough places"):
        hold(seen(applications[2:]), Decision("accept"), by=reviewer, now=clock.now())
    with pytest.raises(Refused, match="held already"):
        hold(seen(applications[:1]), Decision("decline", (), "No."), by=reviewer, now=clock.now())


def test_who_is_asked_for_more_meanwhile_keeps_the_seat_that_is_held() -> None:
    applications, rosa = waiting(2, capacity=1), cast.reviewer()
    held(applications[:1], rosa)
    now = clock.now()
    asked: dict[str, Any] = {
        "thing": "motivation",
        "words": "More, please.",
        "until": clock.today(),
        "seen": "submitted",
    }
    questions.ask(applications[0], by=rosa, now=now, **asked)
    with pytest.raises(Refused):
        decide.accept(applications[1], by=rosa, why="", seen="submitted", now=now)
    questions.take_back(applications[0], by=rosa, now=now)
    assert facts.held_in(applications[0].edition) == 1


def test_a_batch_that_is_undone_never_happened() -> None:
    applications = waiting(2, capacity=2)
    reviewer = cast.reviewer()
    letters = Letter.objects.count()
    batch = held(applications, reviewer)
    cast.browser(reviewer).post(reverse("admin:enrolment_batch_undo", args=[batch.pk]))
    undo(batch, by=reviewer, now=clock.now())
    carry_out(str(batch.pk))
    batch.refresh_from_db()
    assert (batch.state, states(applications), Letter.objects.count()) == ("undone", ["submitted"] * 2, letters)
    assert facts.places_left(applications[0].edition) == 2
    assert held(applications, reviewer).state == "held"


def test_the_worker_carries_it_out_when_it_is_due_and_not_before(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    applications = waiting(2)
    batch = hold(seen(applications), Decision("accept"), by=cast.reviewer(), now=clock.now())
    job = Job.objects.get(work="enrolment.operations.batch.carry_out")
    assert (job.subject, job.due_at) == (str(batch.pk), batch.due_at)
    assert timedelta(minutes=9) < batch.due_at - clock.now() <= timedelta(minutes=10)
    jobs.run_now(job.pk)
    carry_out(str(batch.pk))
    assert states(applications) == ["submitted"] * 2
    Batch.objects.update(due_at=clock.now())
    Job.objects.filter(pk=job.pk).update(due_at=clock.now())
    jobs.run_now(job.pk)
    job.refresh_from_db()
    assert (job.state, states(applications)) == (JobState.DONE, ["accepted"] * 2)
    assert [row.state for row in Batch.objects.all()] == ["done"]


def test_a_batch_is_not_undone_once_it_was_carried_out() -> None:
    batch = held(waiting(1), cast.reviewer())
    carry_out(str(batch.pk))
    with pytest.raises(Refused, match="no longer possible"):
        undo(batch, by=cast.administrator(), now=clock.now())


def test_what_is_refused_when_its_turn_comes_is_shown_and_the_rest_is_done() -> None:
    applications = waiting(2)
    reviewer = cast.reviewer()
    batch = held(applications, reviewer)
    decide.reserve(applications[0], by=cast.administrator(), why="", seen="submitted", now=clock.now())
    carry_out(str(batch.pk))
    assert states(applications) == ["reserve", "accepted"]
    page = cast.browser(reviewer).get(reverse("admin:enrolment_batch_change", args=[batch.pk])).content.decode()
    assert "Ada Novak changed this application in the meantime" in page


def test_a_worker_that_dies_half_way_leaves_the_rest_to_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    applications = waiting(3)
    batch = held(applications, cast.reviewer())
    keys = list(batch.items.values_list("pk", flat=True))
    assert operations.begin(str(batch.pk))
    operations.carry_out_some(keys[:1])
    assert states(applications) == ["accepted", "submitted", "submitted"]
    carry_out(str(batch.pk))
    carry_out(str(batch.pk))
    assert (states(applications), Place.objects.count()) == (["accepted"] * 3, 3)
    assert Letter.objects.filter(name="enrolment/accepted").count() == 3


def test_a_decline_says_why_and_a_conflict_of_interest_stands_in_the_way() -> None:
    applications = waiting(1)
    reviewer = cast.reviewer()
    browser = cast.browser(reviewer)
    assert send(browser, applications, verb="decline").status_code == 422
    Conflict.objects.create(application=applications[0], reviewer=reviewer, why="A friend.", declared_at=clock.now())
    answer = send(browser, applications, verb="decline", criteria=["experience"], hold="yes")
    assert answer.status_code == 409
    assert "You declared a conflict of interest." in answer.content.decode()
    assert states(applications) == ["submitted"]


def test_a_decision_made_meanwhile_is_not_held_over() -> None:
    applications = waiting(1)
    decide.reserve(applications[0], by=cast.administrator(), why="", seen="submitted", now=clock.now())
    answer = send(cast.browser(cast.reviewer()), applications, verb="accept", hold="yes")
    assert (answer.status_code, Batch.objects.count()) == (409, 0)


def group(number: int, **edition: Any) -> list[Application]:
    """Applications of people who were nominated together, all or none."""
    people = [cast.applicant(f"person{n}@example.org", f"Person {n}") for n in range(number)]
    ministry = cast.person("ministry@labour.example", "Moussa Ndiaye")
    nomination = build.nomination(ministry, build.open_edition(**edition), people, together="all")
    return [build.nominated(person, nomination) for person in people]


def test_one_of_a_group_takes_the_whole_group_along() -> None:
    applications = group(3)
    browser = cast.browser(cast.reviewer())
    answer = send(browser, applications[:1], verb="accept")
    trials = answer.context["trials"]
    assert [(trial.refused, trial.along) for trial in trials] == [("", False), ("", True), ("", True)]
    assert answer.content.decode().count("comes along with the group") == 2
    browser.post(DECIDE, {"chosen": answer.context["possible"], "verb": "accept", "hold": "yes"})
    Batch.objects.update(due_at=clock.now())
    carry_out(str(Batch.objects.get().pk))
    assert states(applications) == ["accepted"] * 3


def test_a_group_is_tried_held_and_carried_out_whole_or_not_at_all() -> None:
    applications, reviewer = group(2, capacity=1), cast.reviewer()
    full = "All 1 places of this edition are taken."
    trials = rehearse(seen(applications), Decision("accept"), by=reviewer, now=clock.now())
    assert [trial.refused for trial in trials] == [full, full]
    Edition.objects.update(capacity=2)
    with pytest.raises(Refused, match="nominated together"):
        held(applications[:1], reviewer)
    batch = held(applications, reviewer)
    Edition.objects.update(capacity=1)
    carry_out(str(batch.pk))
    assert [item.refused for item in batch.items.all()] == [full, full]
    assert (states(applications), Place.objects.count()) == (["submitted"] * 2, 0)


def test_who_has_not_sent_the_own_part_is_named_and_does_not_come_along() -> None:
    applications = group(3)
    Application.objects.filter(pk=applications[2].pk).update(state="draft")
    trials = rehearse(seen(applications[:1]), Decision("accept"), by=cast.reviewer(), now=clock.now())
    assert [trial.application for trial in trials] == applications[:2]
    assert all("nominated together with Person 2" in trial.refused for trial in trials[:1])


def test_somebody_of_a_group_is_declined_alone() -> None:
    applications = group(2)
    (trial,) = rehearse(seen(applications[:1]), Decision("decline", (), "No."), by=cast.reviewer(), now=clock.now())
    assert trial.refused == ""


@pytest.mark.parametrize("nonsense", [{}, {"verb": "accept"}, {"verb": "accept", "chosen": "x:submitted"}])
def test_nonsense_leads_back_to_the_list(nonsense: dict[str, str]) -> None:
    answer = cast.browser(cast.reviewer()).post(DECIDE, nonsense)
    assert (answer.status_code, answer["Location"]) == (302, QUEUE)


def test_finance_is_offered_no_decision_and_can_send_and_undo_none() -> None:
    applications = waiting(1)
    batch = held(applications, cast.reviewer())
    browser = cast.browser(cast.finance())
    assert "decide_chosen" not in browser.get(QUEUE).content.decode()
    assert send(browser, applications, verb="accept").status_code == 403
    assert browser.post(reverse("admin:enrolment_batch_undo", args=[batch.pk])).status_code == 403
