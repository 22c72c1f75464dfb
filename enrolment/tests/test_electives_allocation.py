"""Electives are given out by the worker, looked at, applied once, and their lines move when seats fall free."""

import pytest
from django.test import Client

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs.models import Job
from academy.jobs.operations import run_now
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Elective
from enrolment import facts
from enrolment.models import Allocation, Application, ElectiveSeat, Place
from enrolment.operations import allocation, apply, cancel, decide, electives
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    """Two electives of one seat each, in one thematic area and in different weeks; one is to be chosen."""
    made = build.open_edition(electives=0)
    for number in (1, 2):
        build.add_elective(made, number, capacity=1)
    made.electives.update(area=made.course.areas.get(title="Governance"))
    return made


def wishing(edition: Edition, rosa: User, email: str, *wishes: int) -> Place:
    """A participant with these wishes, who holds no seat yet."""
    Edition.objects.filter(pk=edition.pk).update(electives_to_choose=0)
    place = build.place(cast.applicant(email, email), Edition.objects.get(pk=edition.pk), by=rosa)
    Edition.objects.filter(pk=edition.pk).update(electives_to_choose=1)
    apply.put_wishes(place.application, [elective(edition, number) for number in wishes])
    return Place.objects.get(pk=place.pk)


def elective(edition: Edition, number: int) -> Elective:
    return edition.electives.get(key=f"elective-{number}")


def work() -> None:
    for job in Job.objects.filter(work__startswith="enrolment.operations", state="pending"):
        run_now(job.pk)


def worked_out(edition: Edition, rosa: User, *, keep: bool = True) -> Allocation:
    asked = allocation.ask(edition, seed=1, keep=keep, by=rosa, now=clock.now())
    work()
    return Allocation.objects.get(pk=asked.pk)


def held(place: Place) -> list[str]:
    return [str(seat.elective) for seat in place.seats.all()]


def test_it_is_a_dry_run_until_it_is_applied(edition: Edition, rosa: User) -> None:
    both, first = wishing(edition, rosa, "a@example.org", 1, 2), wishing(edition, rosa, "b@example.org", 1)
    dry = worked_out(edition, rosa)
    assert (dry.state, dry.percent, ElectiveSeat.objects.count()) == ("worked-out", 100, 0)
    allocation.apply(dry, by=rosa, now=clock.now())
    assert (held(both), held(first)) == (["Elective 2"], ["Elective 1"])
    letter = Letter.objects.get(name="enrolment/allocated", person=both.participant)
    assert (
        "You have your second choice in “Governance”; your first choice in “Governance”, “Elective 1”, was full."
        in letter.text
    )
    with pytest.raises(Refused):
        allocation.apply(dry, by=rosa, now=clock.now())


def test_there_is_a_first_choice_in_every_area(edition: Edition, rosa: User) -> None:
    edition.electives.filter(key="elective-2").update(area=edition.course.areas.get(title="Protection"))
    place = wishing(edition, rosa, "a@example.org", 1, 2)
    Edition.objects.update(electives_to_choose=2)
    allocation.apply(worked_out(edition, rosa), by=rosa, now=clock.now())
    letter = Letter.objects.get(name="enrolment/allocated", person=place.participant)
    assert "You have your first choice in “Governance” and “Protection”." in letter.text


def test_who_missed_a_full_one_reads_why_and_stands_in_line(edition: Edition, rosa: User) -> None:
    people = [wishing(edition, rosa, f"{name}@example.org", 1) for name in "ab"]
    allocation.apply(worked_out(edition, rosa), by=rosa, now=clock.now())
    winner, loser = sorted(people, key=lambda place: not held(place))
    letter = Letter.objects.get(name="enrolment/allocated", person=loser.participant)
    assert (
        "None of your wishes could be granted; your first choice in “Governance”, “Elective 1”, was full."
        in letter.text
    )
    assert facts.lines_of(loser) == {elective(edition, 1).pk: 1}
    electives.leave(winner, elective(edition, 1), now=clock.now())
    work()
    assert held(loser) == ["Elective 1"]
    assert Letter.objects.filter(name="enrolment/elective_seat", person=loser.participant).count() == 1
    assert facts.lines_of(loser) == {}


def test_a_cancelled_place_moves_the_line(edition: Edition, rosa: User) -> None:
    first, second = wishing(edition, rosa, "a@example.org"), wishing(edition, rosa, "b@example.org")
    electives.take(first, elective(edition, 1), now=clock.now())
    electives.wait(second, elective(edition, 1), now=clock.now())
    cancel.cancel(first, by=rosa, why="", seen=None, now=clock.now())
    Job.objects.all().delete()
    electives.sweep()
    work()
    assert held(second) == ["Elective 1"]


def test_who_has_chosen_all_electives_is_passed_and_keeps_standing(edition: Edition, rosa: User) -> None:
    first, second, third = (wishing(edition, rosa, f"{name}@example.org") for name in "abc")
    electives.take(first, elective(edition, 1), now=clock.now())
    for place in (second, third):
        electives.wait(place, elective(edition, 1), now=clock.now())
    electives.take(second, elective(edition, 2), now=clock.now())
    electives.leave(first, elective(edition, 1), now=clock.now())
    work()
    assert (held(second), held(third)) == (["Elective 2"], ["Elective 1"])
    assert facts.lines_of(second) == {elective(edition, 1).pk: 1}


def test_nobody_waits_where_a_seat_is_free(edition: Edition, rosa: User) -> None:
    with pytest.raises(Refused):
        electives.wait(wishing(edition, rosa, "a@example.org"), elective(edition, 1), now=clock.now())


def test_kept_seats_stay_and_others_are_given_anew(edition: Edition, rosa: User) -> None:
    place = wishing(edition, rosa, "a@example.org", 1)
    electives.take(place, elective(edition, 2), now=clock.now())
    allocation.apply(worked_out(edition, rosa, keep=True), by=rosa, now=clock.now())
    assert held(place) == ["Elective 2"]
    allocation.apply(worked_out(edition, rosa, keep=False), by=rosa, now=clock.now())
    assert held(place) == ["Elective 1"]


def test_an_old_result_is_not_applied_to_new_wishes(edition: Edition, rosa: User) -> None:
    place = wishing(edition, rosa, "a@example.org", 1)
    dry = worked_out(edition, rosa)
    electives.take(place, elective(edition, 2), now=clock.now())
    with pytest.raises(Refused) as caught:
        allocation.apply(dry, by=rosa, now=clock.now())
    assert "have changed since" in str(caught.value)
    dry.refresh_from_db()
    assert (dry.state, held(place)) == ("worked-out", ["Elective 2"])


def test_asking_again_drops_what_was_not_applied(edition: Edition, rosa: User) -> None:
    first = worked_out(edition, rosa)
    worked_out(edition, rosa)
    first.refresh_from_db()
    assert first.state == "dropped"


def test_two_electives_in_one_slot_clash(edition: Edition, rosa: User) -> None:
    place = wishing(edition, rosa, "a@example.org")
    Edition.objects.update(electives_to_choose=2)
    edition.electives.update(slot="week-2")
    electives.take(place, elective(edition, 1), now=clock.now())
    with pytest.raises(Refused) as caught:
        electives.take(place, elective(edition, 2), now=clock.now())
    assert str(caught.value) == "“Elective 2” is held at the same time as “Elective 1”."


def test_nobody_is_given_an_elective_in_a_language_not_named(edition: Edition, rosa: User) -> None:
    place = wishing(edition, rosa, "a@example.org", 1)
    Application.objects.filter(pk=place.application_id).update(languages={"fr": "C1"})
    dry = worked_out(edition, rosa)
    assert dry.results[str(place.pk)]["missed"][0]["why"] == "language"
    edition.electives.update(interpreted=True)
    assert worked_out(edition, rosa).results[str(place.pk)]["missed"] == []


@pytest.fixture
def desk(rosa: User) -> Client:
    return cast.browser(rosa)


def test_at_the_desk_it_is_worked_out_shown_and_applied(edition: Edition, rosa: User, desk: Client) -> None:
    place = wishing(edition, rosa, "a@example.org", 1)
    page = f"/admin/enrolment/place/electives/{edition.pk}/"
    desk.post(page, {"do": "ask", "seed": "7", "keep": "on"})
    answer = desk.get(page)
    assert answer.headers["Refresh"] == "2"
    assert "The worker is working it out." in answer.content.decode()
    work()
    body = desk.get(page).content.decode()
    assert "You have your first choice in “Governance”." in body
    desk.post(page, {"do": "apply", "allocation": Allocation.objects.get().pk})
    assert held(place) == ["Elective 1"]
    assert "The seed is a number" in desk.post(page, {"do": "ask", "seed": "-1"}, follow=True).content.decode()


def test_on_the_own_page_one_waits_and_leaves_the_line(edition: Edition, rosa: User) -> None:
    first, second = wishing(edition, rosa, "a@example.org"), wishing(edition, rosa, "b@example.org")
    electives.take(first, elective(edition, 1), now=clock.now())
    browser = cast.browser(second.participant)
    page = f"/en/my/places/{second.pk}/electives/{elective(edition, 1).pk}/"
    body = browser.post(page, {"do": "wait"}, follow=True).content.decode()
    assert "You stand in line, number 1." in body
    browser.post(page, {"do": "stop-waiting"})
    assert facts.lines_of(second) == {}


def test_the_letter_names_the_wishes_that_were_dropped(rosa: User) -> None:
    edition = build.open_edition()
    one, two, three, four = edition.electives.all()
    edition.electives.filter(pk__in=(one.pk, two.pk)).update(slot="monday")
    three.capacity = 0
    three.save()
    application = build.draft(cast.applicant(), edition)
    apply.wish(application, [one, two, three, four], now=clock.now())
    apply.submit(application, now=clock.now())
    place = decide.accept(application, by=rosa, why="", seen="submitted", now=clock.now())
    assert isinstance(place, Place)
    assert {seat.elective for seat in place.seats.all()} == {one, four}
    text = Letter.objects.get(name="enrolment/accepted").text
    assert f"{two} (at the same time as {one})" in text
    assert f"are full by now:\n- {three}" in text
    assert "Please choose others" not in text


def test_who_has_fewer_than_there_are_to_choose_is_asked_to_choose_others(rosa: User) -> None:
    edition = build.open_edition()
    edition.electives.update(slot="monday")
    place = build.place(cast.applicant(), edition, by=rosa)
    assert place.seats.count() == 1
    text = Letter.objects.get(name="enrolment/accepted").text
    assert "held at the same time as another that you have" in text
    assert "Please choose others" in text
