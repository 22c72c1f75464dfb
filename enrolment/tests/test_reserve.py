"""The reserve list moves by itself, in its order, and says why somebody was passed over."""

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.jobs.models import Job
from academy.jobs.operations import run_now
from academy.testing import cast
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, PassedOver, ReserveList, Vacancy
from enrolment.operations import apply, cancel, concerned, decide, offers, plans, reserve, substitute, transfer
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(capacity=1, answer_days=7)


@pytest.fixture
def three(edition: Edition, rosa: User) -> list[Application]:
    """The reserve list of an edition whose only place is given."""
    build.place(cast.applicant(), edition, by=rosa)
    people = [cast.applicant(f"r{number}@example.org", f"Reserve {number}") for number in range(3)]
    return [build.reserved(person, edition, by=rosa) for person in people]


def work() -> None:
    """What the worker does: every job on reserve lists that waits."""
    for job in Job.objects.filter(work__endswith="reserve.move_up", state="pending"):
        run_now(job.pk)


def give_back(edition: Edition, rosa: User) -> None:
    cancel.cancel(edition.places.holding_a_seat().get(), by=rosa, why="", seen=None, now=clock.now())


def states(applications: list[Application]) -> list[str]:
    return [Application.objects.get(pk=one.pk).state for one in applications]


def test_a_place_that_is_given_back_goes_to_the_first(edition: Edition, three: list[Application], rosa: User) -> None:
    give_back(edition, rosa)
    work()
    assert states(three) == ["offered", "reserve", "reserve"]
    assert Vacancy.objects.get().filled_by == three[0]
    assert facts.reserve_position(three[2]) == 2


def test_an_offer_turned_down_or_lapsed_goes_to_the_next(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    give_back(edition, rosa)
    work()
    offers.turn_down(three[0].offers.get(), by=three[0].applicant, why="", now=clock.now())
    work()
    offers.lapse(three[1].offers.get(), now=clock.now() + timedelta(days=9))
    work()
    assert states(three) == ["turned-down", "lapsed", "offered"]


def test_without_days_to_answer_the_first_has_the_place_at_once(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    Edition.objects.update(answer_days=None)
    give_back(edition, rosa)
    work()
    assert states(three) == ["accepted", "reserve", "reserve"]
    assert edition.places.holding_a_seat().get().application == three[0]


def test_places_that_are_added_are_noticed_by_the_sweep(edition: Edition, three: list[Application]) -> None:
    Edition.objects.update(capacity=3)
    for _twice in range(2):
        reserve.sweep(now=clock.now())
        work()
    assert states(three) == ["offered", "offered", "reserve"]
    Edition.objects.update(capacity=None)
    reserve.sweep(now=clock.now())
    work()
    assert states(three) == ["offered"] * 3


def test_a_lost_message_costs_nothing(edition: Edition, three: list[Application], rosa: User) -> None:
    give_back(edition, rosa)
    Job.objects.all().delete()
    reserve.sweep(now=clock.now())
    work()
    assert states(three)[0] == "offered"


def test_doing_the_work_twice_is_doing_it_once(edition: Edition, three: list[Application], rosa: User) -> None:
    Edition.objects.update(capacity=5)
    give_back(edition, rosa)
    for _twice in range(2):
        reserve.move_up(str(edition.pk))
    assert states(three) == ["offered", "reserve", "reserve"]


def test_a_stopped_list_keeps_the_place_until_it_is_started(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    with pytest.raises(Refused):
        reserve.stop(edition, by=rosa, why=" ", now=clock.now())
    reserve.stop(edition, by=rosa, why="Beds are being counted.", now=clock.now())
    give_back(edition, rosa)
    reserve.sweep(now=clock.now())
    work()
    assert states(three)[0] == "reserve"
    reserve.start(edition, by=rosa, why="", now=clock.now())
    work()
    assert states(three)[0] == "offered"
    assert ReserveList.objects.get().changes.first().why == "Beds are being counted."  # type: ignore[union-attr]


def test_nobody_moves_up_once_the_edition_has_started(edition: Edition, three: list[Application], rosa: User) -> None:
    give_back(edition, rosa)
    Edition.objects.update(starts=clock.today())
    work()
    assert states(three) == ["reserve"] * 3
    assert Vacancy.objects.get().closed_at


def test_a_place_for_which_nobody_waits_stays_free(edition: Edition, rosa: User) -> None:
    build.place(cast.applicant(), edition, by=rosa)
    give_back(edition, rosa)
    work()
    late = build.reserved(cast.another_applicant(), edition, by=rosa)
    reserve.sweep(now=clock.now())
    work()
    assert states([late]) == ["reserve"]


def test_who_withdrew_is_never_offered_a_place(edition: Edition, three: list[Application], rosa: User) -> None:
    apply.withdraw(three[0], by=three[0].applicant, why="", now=clock.now())
    give_back(edition, rosa)
    work()
    assert states(three) == ["withdrawn", "offered", "reserve"]


def test_staff_may_change_the_order_with_a_reason(edition: Edition, three: list[Application], rosa: User) -> None:
    with pytest.raises(Refused):
        reserve.rank(three[2], 1, by=rosa, why="", now=clock.now())
    reserve.rank(three[2], 1, by=rosa, why="The only one from the region.", now=clock.now())
    assert facts.reserve_of(edition) == [three[2], three[0], three[1]]
    assert three[2].changes.get(verb="rank").why == "The only one from the region."


def test_who_is_passed_over_has_the_reason_on_record(edition: Edition, three: list[Application], rosa: User) -> None:
    give_back(edition, rosa)
    Job.objects.all().delete()
    with pytest.raises(Refused) as caught:
        decide.accept(three[2], by=rosa, why="", seen="reserve", now=clock.now())
    assert str(caught.value).startswith("2 people stand before on the reserve list.")
    decide.accept(three[2], by=rosa, why="Speaks the third language.", seen="reserve", now=clock.now())
    assert states(three) == ["reserve", "reserve", "offered"]
    rows = PassedOver.objects.values_list("application", "why")
    assert set(rows) == {(one.pk, "Speaks the third language.") for one in three[:2]}


def test_the_job_is_asked_for_with_the_cancellation(
    edition: Edition,
    three: list[Application],
    rosa: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        give_back(edition, rosa)
    assert Job.objects.filter(work="enrolment.operations.reserve.move_up", subject=str(edition.pk)).count() == 1
    assert callbacks


def page_of(application: Application) -> str:
    """What the applicant reads about the application."""
    return cast.browser(application.applicant).get(application.get_absolute_url()).content.decode()


def test_the_applicants_page_says_the_number_and_the_rule(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    assert "You are number 3 on the reserve list" in page_of(three[2])
    assert "it is offered to number 1 by itself, with 7 days to answer" in page_of(three[2])
    reserve.rank(three[2], 1, by=rosa, why="Balance of the group.", now=clock.now())
    assert "You are number 1 on the reserve list" in page_of(three[2])
    Edition.objects.update(answer_days=None)
    assert "number 1 has it by itself" in page_of(three[2])
    reserve.stop(edition, by=rosa, why="Beds are being counted.", now=clock.now())
    assert "The Centre has stopped the list for the moment" in page_of(three[0])
    Edition.objects.update(starts=clock.today())
    assert "nobody moves up any more" in page_of(three[0])


def test_nobody_else_has_a_number(edition: Edition, three: list[Application], rosa: User) -> None:
    give_back(edition, rosa)
    work()
    assert "on the reserve list</h3>" not in page_of(three[0])
    assert "You are number 1 on the reserve list" in page_of(three[1])


def test_a_place_that_moves_to_another_edition_goes_to_the_first(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    place = edition.places.get()
    held = place.electives.first()
    other = build.open_edition(code="A9900002", starts_in=120)
    asked = transfer.ask(place, other, by=place.participant, why="Dates.", now=clock.now())
    transfer.carry_out(asked, by=rosa, now=clock.now())
    assert Job.objects.filter(work__endswith="electives.move_line", subject=str(held and held.pk)).exists()
    work()
    assert states(three) == ["offered", "reserve", "reserve"]
    assert Vacancy.objects.get().cause == "moved"


def test_the_place_of_who_leaves_a_postponed_edition_goes_to_the_first(
    edition: Edition, three: list[Application], rosa: User
) -> None:
    later, until = clock.today() + timedelta(days=200), clock.today() + timedelta(days=20)
    plan = plans.postponed(edition, {"en": "The hall burnt."}, starts=later, leave_until=until)
    seen = concerned.fingerprint(plan, concerned.concerned(edition, plan.kind))
    plans.postpone(plan, by=rosa, seen=seen, now=clock.now())
    plans.carry_out(str(plan.pk))
    work()
    assert not Vacancy.objects.exists()
    give_back(edition, rosa)
    work()
    assert states(three) == ["offered", "reserve", "reserve"]


def test_a_substitute_frees_no_place(edition: Edition, three: list[Application], rosa: User) -> None:
    place, bruno = edition.places.get(), cast.another_applicant()
    named = substitute.name(
        place, name="Bruno Silva", email=bruno.email, language="en", by=place.participant, now=clock.now()
    )
    begun = substitute.take_up(substitute.token_of(named), bruno, now=clock.now())
    own = {name: value for name, value in build.ANSWERS.items() if name != "financing"}
    apply.save(begun, own, now=clock.now())
    sent = apply.submit(begun, now=clock.now())
    decide.accept(sent, by=rosa, why="", seen="submitted", now=clock.now())
    work()
    assert states(three) == ["reserve"] * 3
    assert not Vacancy.objects.exists()
