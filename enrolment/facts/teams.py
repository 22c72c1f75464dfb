"""What teams are made of, and what the work of one's team counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from academy import clock
from catalogue.models import CountsWhen, Edition, GroupWork
from enrolment.models import Place, Team, TeamMember
from enrolment.rules import teams as rules
from enrolment.states import HOLDING_A_SEAT

AGAIN_DAYS = 7  # to improve what was returned


def group_work_of(edition: Edition) -> GroupWork | None:
    """What the edition asks of teams; None where it asks nothing."""
    return getattr(edition, "group_work", None)


def members_of(edition: Edition) -> list[rules.Member]:
    """Everybody with a place, as the solver sees them."""
    places = edition.places.holding_a_seat().select_related("application").order_by("pk")
    return [member(place) for place in places]


def member(place: Place) -> rules.Member:
    """One participant; the gender in own words is a kind of its own."""
    told = place.application
    languages = frozenset(code.partition("-")[0] for code in told.languages)
    return rules.Member(place.pk, told.sector, told.gender, str(told.country), languages)


def members_in(team: Team) -> list[TeamMember]:
    """The members of a team who still have their place, by name."""
    rows = team.members.filter(place__state__in=HOLDING_A_SEAT)
    return list(rows.select_related("place__application", "place__participant", "place__edition__course", "role"))


def team_of(place: Place) -> Team | None:
    """The team of the place; None before there is one."""
    found = getattr(place, "team_member", None)
    return found.team if found else None


@dataclass(frozen=True)
class TeamWork:
    """A team's work: what is asked, the last day, and whether it can be handed in today."""

    team: Team
    work: GroupWork
    due: date
    open: bool


def team_work_of(place: Place, today: date) -> TeamWork | None:
    """The work of the participant's team, once the members were told of it."""
    team, work = team_of(place), group_work_of(place.edition)
    if team is None or work is None or team.told_at is None or place.state not in HOLDING_A_SEAT:
        return None
    due = last_day_of_team(team, work)
    return TeamWork(team, work, due, team.state in ("working", "returned") and today <= due)


def last_day_of_team(team: Team, work: GroupWork) -> date:
    """The edition's last day; what was returned may be improved for a week."""
    if team.state != "returned":
        return work.due
    returned = team.changes.filter(verb="return").latest("at", "pk")
    return max(work.due, clock.civil_day(returned.at) + timedelta(days=AGAIN_DAYS))


def group_work_counted(place: Place) -> int:
    """1 where the team's work counts towards the requirement, else 0."""
    team, work = team_of(place), group_work_of(place.edition)
    if team is None or work is None:
        return 0
    return rules.counted(team.state, passed_only=work.counts == CountsWhen.PASSED)
