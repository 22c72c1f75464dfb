"""What the clock writes about nominations: to the organization, to its candidates, and about an infected letter."""

from datetime import timedelta

import pytest

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.models import Document
from academy.letters.models import Letter
from academy.testing import cast
from enrolment.models import Application, InfectedLetter, Nomination
from enrolment.operations import infected, nominate
from enrolment.tasks import remind
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return [cast.applicant(), cast.another_applicant()]


def nominated(people: list[User], closes_in: int, days_ago: int = 20, **said: str) -> Nomination:
    """A nomination of some days ago; applications close in ``closes_in`` days."""
    nominator = cast.person("ministry@labour.example", "Moussa Ndiaye")
    made = build.nomination(nominator, build.open_edition(closes_in=closes_in), people, **said)
    Nomination.objects.update(at=clock.now() - timedelta(days=days_ago))
    Letter.objects.all().delete()
    return made


def written() -> list[tuple[str, str]]:
    """The letters of two sweeps, the second of which writes nothing more."""
    for _sweep in range(2):
        remind()
    return sorted(Letter.objects.values_list("to", "name"))


def test_the_organization_and_who_has_not_begun_are_reminded_in_time_and_once(people: list[User]) -> None:
    made = nominated(people, closes_in=7, together="all")
    nominate.take_up(made.nominees.get(email=people[0].email), people[0], now=clock.now())
    assert written() == [
        (people[1].email, "enrolment/invited"),
        ("ministry@labour.example", "enrolment/remind_nominator"),
    ]
    organization, candidate = (Letter.objects.get(name=name).text for _to, name in reversed(written()))
    assert f"- {people[0].name}, {people[0].email}: has begun\n" in organization
    assert f"- {people[1].name}, {people[1].email}: has not begun\n" in organization
    assert "the others cannot be accepted" in organization
    assert "You have not begun your part yet." in candidate


def test_nobody_is_reminded_early_or_when_all_have_sent_or_when_it_was_nominated_since(people: list[User]) -> None:
    made = nominated(people, closes_in=8)
    assert written() == []
    for person in people:
        build.nominated(person, made)
    Letter.objects.all().delete()
    made.edition.applications_close = clock.today() + timedelta(days=5)
    made.edition.save()
    assert written() == []
    Nomination.objects.update(at=clock.now())
    Application.objects.update(state="draft")
    assert "enrolment/remind_nominator" not in dict(written()).values()


@pytest.mark.parametrize(("days", "number"), [(2, 0), (3, 1), (9, 1), (10, 1), (15, 0)])
def test_who_sent_an_infected_letter_is_reminded_until_another_comes(
    people: list[User], days: int, number: int
) -> None:
    made = nominated(people[:1], closes_in=30)
    own = build.submitted(people[1], made.edition, **build.SPONSOR)
    Application.objects.filter(pk=own.pk).update(state="reserve")
    Document.objects.update(held=True, infection="Eicar-Test-Signature")
    infected.drop_infected()
    InfectedLetter.objects.update(at=clock.now() - timedelta(days=days))
    Letter.objects.all().delete()
    both = [(who, "enrolment/remind_lost_letter") for who in (people[1].email, "ministry@labour.example")]
    assert written() == both * number
    if days == 3:
        assert "under “Send another letter”" in Letter.objects.filter(to=people[1].email).get().text
        again = Cleaned(b"%PDF-1.7", "application/pdf", "again.pdf")
        infected.replace_nominated(Nomination.objects.get(), again, now=clock.now())
        InfectedLetter.objects.update(at=clock.now() - timedelta(days=10))
        assert written() == [both[0], *both]
