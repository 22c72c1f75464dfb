"""Somebody else takes a place: until the notice date, by a link, reviewed, with nothing of the first one shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.models import Application, Place, Substitution
from enrolment.operations import apply, cancel, decide, substitute
from enrolment.tests import build

pytestmark = pytest.mark.django_db
NAMED: dict[str, Any] = {"name": "Bruno Silva", "email": "bruno@example.org", "language": "en"}
OWN = {name: value for name, value in build.ANSWERS.items() if name != "financing"} | {"full_name": "Bruno Silva"}


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def bruno() -> User:
    return cast.another_applicant()


@pytest.fixture
def place(rosa: User) -> Place:
    edition = build.open_edition(starts_in=30, capacity=1)
    return build.place(cast.applicant(), edition, by=rosa, **build.SPONSOR)


def named(place: Place) -> Substitution:
    return substitute.name(place, by=place.participant, now=clock.now(), **NAMED)


def sent(place: Place, bruno: User) -> Application:
    """The substitute's own part, sent."""
    now = clock.now()
    begun = substitute.take_up(substitute.token_of(named(place)), bruno, now=now)
    apply.save(begun, OWN, now=now)
    return apply.submit(begun, now=now)


def test_the_place_goes_over_with_seat_fee_sponsor_and_electives_though_the_edition_is_full(
    place: Place, bruno: User, rosa: User
) -> None:
    before = (place.ledger.balance(), place.terms, list(place.seats.values_list("elective", flat=True)))
    decide.accept(sent(place, bruno), by=rosa, why="", seen="submitted", now=clock.now())
    after = Place.objects.get()
    assert after.participant == bruno
    assert after.application.full_name == "Bruno Silva"
    assert after.application.sponsor_name == build.SPONSOR["sponsor_name"]
    assert (after.ledger.balance(), after.terms, list(after.seats.values_list("elective", flat=True))) == before


def test_both_are_told_and_both_histories_are_kept(place: Place, bruno: User, rosa: User) -> None:
    former = place.application
    decide.accept(sent(place, bruno), by=rosa, why="", seen="submitted", now=clock.now())
    assert Letter.objects.filter(name="enrolment/handed-over", person=former.applicant).count() == 1
    assert Letter.objects.filter(name="enrolment/standing-in", person=bruno).count() == 1
    assert [change.verb for change in former.changes.all()] == ["submit", "accept"]
    assert [change.verb for change in place.changes.all()] == ["confirm", "hand-over"]
    assert [change.verb for change in Substitution.objects.get().changes.all()] == ["name", "hand-over"]


def test_the_substitute_is_asked_nothing_that_belongs_to_the_place(place: Place, bruno: User) -> None:
    begun = substitute.take_up(substitute.token_of(named(place)), bruno, now=clock.now())
    url = reverse("enrolment:apply", args=[place.edition.course.slug, place.edition.slug])
    page = cast.browser(bruno).get(url, follow=True)
    steps = [step.url.rstrip("/").rpartition("/")[2] for step in page.context["steps"]]
    assert begun.letter is None
    assert "financing" not in steps
    assert "electives" not in steps


@pytest.mark.parametrize("paying", [build.SPONSOR, {}], ids=["a sponsor pays", "one pays oneself"])
def test_nothing_of_the_first_person_is_shown_to_the_second(bruno: User, rosa: User, paying: dict[str, str]) -> None:
    place = build.place(cast.applicant(), build.open_edition(starts_in=30), by=rosa, **paying)
    decide.accept(sent(place, bruno), by=rosa, why="", seen="submitted", now=clock.now())
    page = cast.browser(bruno)
    invited = Letter.objects.get(name="enrolment/substitute")
    token = substitute.token_of(Substitution.objects.get())
    shown = [page.get(place.get_absolute_url()), page.get(reverse("enrolment:stand_in", args=[token]))]
    words = " ".join([answer.content.decode() for answer in shown] + [invited.text, invited.html])
    assert "Amina" not in words
    assert "amina@" not in words


def test_the_first_person_sees_the_place_no_longer(place: Place, bruno: User, rosa: User) -> None:
    former = place.participant
    decide.accept(sent(place, bruno), by=rosa, why="", seen="submitted", now=clock.now())
    page = cast.browser(former)
    assert page.get(place.get_absolute_url()).status_code == 404
    assert "Your substitute has taken the place over" in page.get(reverse("enrolment:my")).content.decode()


def test_one_the_centre_does_not_accept_leaves_the_place_where_it_was(place: Place, bruno: User, rosa: User) -> None:
    decide.decline(sent(place, bruno), by=rosa, why="No experience.", seen="submitted", now=clock.now())
    place.refresh_from_db()
    assert (place.participant.email, place.state) == ("amina@example.org", "confirmed")
    assert Substitution.objects.get().state == "refused"
    assert Letter.objects.filter(name="enrolment/not-replaced", person=place.participant).count() == 1
    assert named(place).state == "named"


def test_one_who_gives_up_leaves_the_place_where_it_was(place: Place, bruno: User) -> None:
    apply.withdraw(sent(place, bruno), by=bruno, why="", now=clock.now())
    assert Substitution.objects.get().state == "given-up"


def test_calling_back_withdraws_what_was_begun(place: Place, bruno: User) -> None:
    application = sent(place, bruno)
    substitute.call_back(Substitution.objects.get(), by=place.participant, now=clock.now())
    application.refresh_from_db()
    assert application.state == "withdrawn"
    with pytest.raises(Refused):
        substitute.found(substitute.token_of(Substitution.objects.get()))


@pytest.mark.parametrize(("days", "allowed"), [(15, True), (14, True), (13, False), (0, False), (-1, False)])
def test_the_notice_date_is_kept(place: Place, days: int, *, allowed: bool) -> None:
    Edition.objects.update(starts=clock.today() + timedelta(days=days))
    place.refresh_from_db()
    if allowed:
        assert named(place).state == "named"
    else:
        with pytest.raises(Refused):
            named(place)


def test_a_notice_that_came_in_time_counts_though_staff_enter_it_late(place: Place, rosa: User) -> None:
    Place.objects.update(confirmed_at=clock.now() - timedelta(days=20))
    Edition.objects.update(starts=clock.today() + timedelta(days=10))
    place.refresh_from_db()
    notice = clock.today() - timedelta(days=4)
    assert substitute.name(place, by=rosa, now=clock.now(), notice=notice, **NAMED).state == "named"


def test_the_link_is_for_whoever_used_it_first(place: Place, bruno: User) -> None:
    token = substitute.token_of(named(place))
    first = substitute.take_up(token, bruno, now=clock.now())
    assert substitute.take_up(token, bruno, now=clock.now()) == first
    with pytest.raises(Refused):
        substitute.take_up(token, cast.applicant("eva@example.org", "Eva"), now=clock.now())
    with pytest.raises(Refused):
        substitute.take_up(token + "x", bruno, now=clock.now())


def test_reading_the_link_changes_nothing(place: Place, bruno: User) -> None:
    url = reverse("enrolment:stand_in", args=[substitute.token_of(named(place))])
    assert cast.browser().get(url).status_code == 200
    assert cast.browser(bruno).get(url).status_code == 200
    assert not bruno.applications.exists()
    assert cast.browser().post(url).status_code == 200
    assert cast.browser().get(reverse("enrolment:stand_in", args=["wrong"])).status_code == 410


def test_one_change_at_a_time_and_no_cancelling_meanwhile(place: Place) -> None:
    named(place)
    with pytest.raises(Refused):
        named(place)
    with pytest.raises(Refused):
        cancel.cancel(place, by=place.participant, why="", seen=None, now=clock.now())


def test_nobody_stands_in_for_themselves_or_beside_an_application_of_their_own(place: Place, bruno: User) -> None:
    with pytest.raises(Refused):
        substitute.name(place, by=place.participant, now=clock.now(), **(NAMED | {"email": "AMINA@example.org"}))
    build.draft(bruno, place.edition)
    with pytest.raises(Refused):
        substitute.take_up(substitute.token_of(named(place)), bruno, now=clock.now())
    with pytest.raises(Refused):
        substitute.take_up(substitute.token_of(Substitution.objects.get()), place.participant, now=clock.now())


def test_an_application_closes_for_others_but_not_for_the_substitute(place: Place, bruno: User) -> None:
    Edition.objects.update(applications_close=clock.today() - timedelta(days=1))
    assert sent(place, bruno).state == "submitted"


def test_from_the_first_day_on_it_is_too_late_to_send_and_to_hand_over(place: Place, bruno: User, rosa: User) -> None:
    application = sent(place, bruno)
    Edition.objects.update(starts=clock.today())
    with pytest.raises(Refused):
        decide.accept(application, by=rosa, why="", seen="submitted", now=clock.now())
    assert Application.objects.get(pk=application.pk).state == "submitted"


def test_bad_input_is_said_beside_its_field_and_names_nobody(place: Place) -> None:
    page = cast.browser(place.participant)
    answer = page.post(reverse("enrolment:substitute", args=[place.pk]), {"name": "Bruno", "email": "bruno@"})
    assert "id_email_error" in answer.content.decode()
    assert 'value="Bruno"' in answer.content.decode()
    assert not Substitution.objects.exists()
