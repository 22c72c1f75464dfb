"""The catalogue learns how many seats are taken."""

import pytest

from academy import clock
from academy.states import move
from academy.testing import cast
from catalogue import seats
from enrolment import facts
from enrolment.operations import cancel
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def test_places_and_electives_are_counted_while_the_place_stands() -> None:
    edition, reviewer = build.open_edition(electives=4), cast.reviewer()
    build.place(cast.applicant(), edition, by=reviewer)
    first, second = edition.electives.all()[:2]
    assert seats.taken(edition.pk) == seats.Taken(1, {first.pk: 1, second.pk: 1})


def test_nothing_is_taken_in_a_new_edition() -> None:
    assert seats.taken(build.open_edition().pk) == seats.Taken(0, {})


def test_a_cancelled_place_gives_its_seats_back() -> None:
    edition, reviewer = build.open_edition(electives=4), cast.reviewer()
    place = build.place(cast.applicant(), edition, by=reviewer)
    cancel.cancel(place, by=reviewer, why="", seen=None, now=clock.now())
    assert seats.taken(edition.pk) == seats.Taken(0, {})


def test_an_open_offer_holds_a_seat_and_one_that_ended_does_not() -> None:
    edition, reviewer = build.open_edition(capacity=2), cast.reviewer()
    application = build.submitted(cast.applicant(), edition)
    move(application, "offer", by=reviewer, now=clock.now())
    assert (facts.held_in(edition), facts.places_left(edition)) == (1, 1)
    move(application, "lapse", by=None, now=clock.now())
    assert (facts.held_in(edition), facts.places_left(edition)) == (0, 2)
