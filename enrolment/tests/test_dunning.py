"""Reminders of what is to be paid: before it is due and after, to whoever owes it, each once; no place is dropped."""

from datetime import timedelta
from decimal import Decimal

import pytest

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from enrolment.admin import today
from enrolment.models import Place
from enrolment.operations import cancel, dunning, ledger, payers
from enrolment.rules.reference import in_fours
from enrolment.tasks import remind
from enrolment.tests import build

pytestmark = pytest.mark.django_db
DUE, LATE = "enrolment/remind_payment", "enrolment/payment_late"


@pytest.fixture
def felix() -> User:
    return cast.finance()


def placed(felix: User, starts_in: int = 28, email: str = "amina@example.org", **answers: object) -> Place:
    """A place that was given sixty days ago."""
    edition = build.open_edition(code=f"S{starts_in}", starts_in=starts_in, closes_in=1)
    place = build.place(cast.applicant(email), edition, by=felix, **answers)
    Place.objects.filter(pk=place.pk).update(confirmed_at=clock.now() - timedelta(days=60))
    return place


def names() -> list[str]:
    return list(Letter.objects.filter(name__in=[DUE, LATE]).order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("starts_in", "written"),
    [(29, []), (28, [DUE]), (14, [DUE]), (13, []), (12, []), (11, [LATE]), (0, [LATE])],
)
def test_who_has_not_paid_is_reminded_once_before_and_after(starts_in: int, written: list[str], felix: User) -> None:
    placed(felix, max(starts_in, 2))
    type(Place.objects.get().edition).objects.update(starts=clock.today() + timedelta(days=starts_in))
    for _sweep in range(2):
        remind()
    assert names() == written


def test_four_reminders_are_written_in_all_and_the_place_stays(felix: User) -> None:
    place = placed(felix, 28)
    for days in range(40):
        for kind in (dunning.due_soon, dunning.late):
            kind(now=clock.now() + timedelta(days=days))
    assert names() == [DUE, DUE, LATE, LATE]
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_who_has_paid_or_has_left_hears_nothing(felix: User) -> None:
    paid, gone = placed(felix, 20), placed(felix, 21, "gone@example.org")
    got = payers.payer_of(paid)
    ledger.record_payment(paid, build.PRICE, payer=got, on=clock.today(), reference="R", by=felix, now=clock.now())
    cancel.cancel(gone, by=gone.participant, why="", seen=None, now=clock.now())
    remind()
    assert names() == []


def test_a_sponsor_is_written_to_itself_with_the_reference_of_its_invoice(felix: User) -> None:
    place = placed(felix, 20, **build.SPONSOR)
    invoice = build.invoice(place, by=felix)
    remind()
    letter = Letter.objects.get(name=DUE)
    assert letter.to == build.SPONSOR["sponsor_email"]
    for words in ("Amina Diallo", "€2,720.00", invoice.number, in_fours(invoice.reference)):
        assert words in letter.text and words in letter.html


def test_staff_see_places_that_are_not_paid_at_the_start(felix: User) -> None:
    place = placed(felix)
    type(place.edition).objects.update(starts=clock.today())
    (task,) = [one for one in today.tasks(felix, clock.today()) if one.label == "Not paid, and started"]
    assert cast.browser(felix).get(task.url).context["cl"].result_count == task.number == 1
    assert Decimal("2720.00") == place.ledger.balance()
