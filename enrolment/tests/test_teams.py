"""Group work, from teams that are proposed to a mark with reasons."""

from datetime import timedelta

import pytest
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.documents.operations import keep
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from academy.testing.letters import pdf
from catalogue.models import Edition, GroupWork
from enrolment import facts
from enrolment.models import Place, Team, TeamMember
from enrolment.operations import cancel, infected, teams, teamwork
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition(rosa: User) -> Edition:
    made = build.open_edition(electives=0)
    build.add_group_work(made)
    for number in range(6):
        sector = "government" if number % 2 else "workers"
        build.place(cast.applicant(f"p{number}@example.org", f"P {number}"), made, by=rosa, sector=sector)
    return made


def mine(edition: Edition, number: int = 0) -> Place:
    return Place.objects.select_related("edition", "participant").get(participant__email=f"p{number}@example.org")


def told(edition: Edition) -> tuple[Place, Place]:
    """Two members of the same team, whose members know it."""
    teams.propose(edition, seed=1)
    teams.tell_all(edition, now=clock.now())
    first, second, *_others = Team.objects.get(number=1).members.all()
    return first.place, second.place


def page_of(place: Place) -> str:
    return reverse("enrolment:team", args=[place.pk])


def desk_of(edition: Edition) -> str:
    return reverse("admin:enrolment_place_teams", args=[edition.pk])


def done(place: Place) -> int:
    found = facts.completion_of(Place.objects.get(pk=place.pk))
    return next(line.done for line in found.lines if line.kind == "group-work")


def handed_in(place: Place) -> Team:
    teamwork.save(place, text="Our policy", seen="", by=place.participant, now=clock.now())
    return teamwork.hand_in(place, by=place.participant, now=clock.now())


def test_teams_are_proposed_balanced_and_the_same_for_the_same_number(edition: Edition, rosa: User) -> None:
    desk = cast.browser(rosa)
    desk.post(desk_of(edition), {"do": "propose", "seed": "3"})
    first = list(TeamMember.objects.order_by("place").values_list("place", "team__number", "role__title"))
    desk.post(desk_of(edition), {"do": "propose", "seed": "3"})
    assert list(TeamMember.objects.order_by("place").values_list("place", "team__number", "role__title")) == first
    assert list(edition.teams.values_list("country", flat=True)) == ["KE", "NP"]
    text = desk.get(desk_of(edition)).text
    assert "How they are balanced" in text
    for team in edition.teams.all():
        sectors = team.members.values_list("place__application__sector", flat=True)
        assert set(sectors) == {"government", "workers"}
        assert {member.role.title for member in team.members.all() if member.role} == {
            "Ministry",
            "Employers",
            "Unions",
        }


def test_people_are_moved_by_hand_and_countries_chosen(edition: Edition, rosa: User) -> None:
    teams.propose(edition, seed=1)
    place, desk = mine(edition), cast.browser(rosa)
    one, two = edition.teams.all()
    values = {"do": "adjust", f"country-{one.pk}": "NP", f"country-{two.pk}": "KE"}
    for member in TeamMember.objects.all():
        values |= {f"team-{member.place_id}": str(member.team_id), f"role-{member.place_id}": str(member.role_id)}
    other = two if facts.team_of(place) == one else one
    desk.post(desk_of(edition), values | {f"team-{place.pk}": str(other.pk), f"role-{place.pk}": ""})
    member = TeamMember.objects.get(place=place)
    assert (member.team, member.role) == (other, None)
    assert list(edition.teams.values_list("country", flat=True)) == ["NP", "KE"]
    desk.post(desk_of(edition), values | {f"team-{place.pk}": ""})
    assert not TeamMember.objects.filter(place=place).exists()


def test_once_they_were_told_teams_are_not_drawn_anew(edition: Edition) -> None:
    told(edition)
    assert Letter.objects.filter(name="enrolment/team").count() == 6
    assert teams.tell_all(edition, now=clock.now()) == 0
    with pytest.raises(Refused):
        teams.propose(edition, seed=2)


def test_nobody_sees_a_team_before_it_is_told_or_that_is_not_theirs(edition: Edition) -> None:
    teams.propose(edition, seed=1)
    place = mine(edition)
    browser = cast.browser(place.participant)
    assert browser.get(page_of(place))["Location"] == place.get_absolute_url()
    teams.tell_all(edition, now=clock.now())
    team = facts.team_of(mine(edition))
    assert team
    text = browser.get(page_of(place)).text
    for member in TeamMember.objects.all():
        assert (member.place.application.full_name in text) == (member.team == team)
    assert cast.browser(cast.another_applicant()).get(page_of(place)).status_code == 404


def test_any_member_hands_in_for_all_and_it_counts_for_all(edition: Edition, rosa: User) -> None:
    one, two = told(edition)
    browser = cast.browser(two.participant)
    teamwork.save(one, text="Our policy", seen="", by=one.participant, now=clock.now())
    seen = teamwork.version(Team.objects.get(number=1))
    browser.post(page_of(two), {"text": "Our better policy", "seen": seen, "hand_in": "yes"})
    team = Team.objects.get(number=1)
    assert (team.state, team.text, done(one), done(two)) == ("handed-in", "Our better policy", 1, 1)
    assert Letter.objects.filter(name="enrolment/team_handed_in").count() == 3
    page = reverse("admin:enrolment_place_team", args=[team.pk])
    cast.browser(rosa).post(page, {"points": "75", "reasons": "All three sides are heard."})
    assert Team.objects.get(number=1).state == "passed"
    assert "All three sides are heard." in browser.get(page_of(two)).text
    assert Letter.objects.filter(name="enrolment/team_result").count() == 3


def test_nobody_writes_over_what_another_member_saved(edition: Edition) -> None:
    one, two = told(edition)
    teamwork.save(one, text="By the first", seen="", by=one.participant, now=clock.now())
    answer = cast.browser(two.participant).post(page_of(two), {"text": "By the second", "seen": "", "hand_in": "yes"})
    assert "saved another version meanwhile" in answer.text
    assert "By the second" in answer.text
    assert "By the first" in answer.text
    assert (Team.objects.get(number=1).text, Team.objects.get(number=1).state) == ("By the first", "working")
    seen = answer.context["form"]["seen"].value()
    cast.browser(two.participant).post(page_of(two), {"text": "By both", "seen": seen})
    assert Team.objects.get(number=1).text == "By both"


def test_what_is_not_enough_is_improved_within_a_week(edition: Edition, rosa: User) -> None:
    one, _two = told(edition)
    GroupWork.objects.update(counts="passed")
    teams.mark(handed_in(one), points=40, reasons="The workers are missing.", by=rosa, now=clock.now())
    GroupWork.objects.update(due=clock.today() - timedelta(days=1))
    one = Place.objects.get(pk=one.pk)
    found = facts.team_work_of(one, clock.today())
    assert found
    assert (found.open, found.due, done(one)) == (True, clock.today() + timedelta(days=7), 0)
    teamwork.hand_in(one, by=one.participant, now=clock.now())
    teams.mark(Team.objects.get(number=1), points=60, reasons="Now all are in it.", by=rosa, now=clock.now())
    assert done(one) == 1
    with pytest.raises(Refused):
        teams.mark(Team.objects.get(number=1), points=90, reasons="Again", by=rosa, now=clock.now())


def test_after_the_last_day_nothing_is_taken(edition: Edition) -> None:
    one, _two = told(edition)
    GroupWork.objects.update(due=clock.today() - timedelta(days=1))
    with pytest.raises(Refused):
        handed_in(Place.objects.get(pk=one.pk))
    assert "not taken any more" in cast.browser(one.participant).get(page_of(one)).text


def test_it_is_taken_back_until_the_last_day(edition: Edition) -> None:
    one, two = told(edition)
    handed_in(one)
    cast.browser(two.participant).post(reverse("enrolment:team_take_back", args=[two.pk]))
    assert (Team.objects.get(number=1).state, done(one)) == ("working", 0)


def test_who_is_in_a_team_that_handed_in_stays_there(edition: Edition) -> None:
    one, _two = told(edition)
    handed_in(one)
    with pytest.raises(Refused):
        teams.adjust(edition, [], [(one, Team.objects.get(number=2), None)])


def test_who_gave_the_place_back_is_no_member(edition: Edition) -> None:
    one, two = told(edition)
    cancel.cancel(one, by=one.participant, why="", seen=None, now=clock.now())
    assert one.pk not in [member.place_id for member in facts.members_in(Team.objects.get(number=1))]
    assert one.application.full_name not in cast.browser(two.participant).get(page_of(two)).text


def test_an_infected_file_is_asked_for_again_of_all(edition: Edition) -> None:
    one, _two = told(edition)
    team = handed_in(one)
    team.document = infected_file()
    team.save()
    infected.drop_infected()
    team = Team.objects.get(number=1)
    assert (team.state, team.document) == ("working", None)
    assert Letter.objects.filter(name="enrolment/work_infected").count() == 3


def infected_file() -> Document:
    """A document in which the scanner found something."""
    found = keep(pdf(), title="work.pdf", content_type="application/pdf")
    found.infection = "Eicar"
    found.save()
    return found
