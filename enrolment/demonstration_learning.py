"""What participants of the demonstration have handed in, and what markers made of it."""

from datetime import datetime, timedelta

from academy.accounts.models import User
from catalogue.models import Edition
from enrolment.models import Place, Submission
from enrolment.operations import assignment, marking, teams, teamwork

ESSAY = """In my work, most complaints of migrant workers arrive after they have come home, when employers can hardly be
reached. We have tried a telephone line and two days a month at the airport.

First, we should take complaints from abroad, in writing and by telephone, through our labour attachés. Second, the
agreement with the main country of destination should say who answers within which time. Third, unions on both sides
should be able to bring a complaint for a member.

The ministries of labour and of foreign affairs would have to agree; the cost is one post in each of three embassies.

This text was made up for a demonstration."""
FEEDBACK = "Clear and honest about what was tried. Say more about who would pay after the first year."
POLICY = """We agree on three things. Recruitment fees are borne by employers from the second year on; until then the
ministry publishes what agencies charge. Unions of both countries answer complaints together within thirty days. The
committee meets every quarter, and its minutes are public.

In the first year the ministry drafts the decree, employers try the new contract in two sectors, and the unions open an
office at the airport.

This text was made up for a demonstration."""
REASONS = "All three sides can be heard in it. The first year is concrete; say how the second is paid for."


def paragraphs(text: str) -> str:
    """As somebody types it: a line for each paragraph."""
    return "\n\n".join(" ".join(one.split()) for one in text.split("\n\n"))


def load_assignments(places: list[Place], markers: list[User], now: datetime) -> None:
    """Of the running edition: one result, one with marks far apart, one with one mark, one to mark, and a draft."""
    first, second, third, fourth, fifth, *_others = places
    assignment.save(fifth, text=paragraphs(ESSAY).partition("\n\n")[0], now=now)
    given: list[tuple[Place, tuple[int, ...]]] = [(first, (4, 5)), (second, (5, 2)), (third, (4,)), (fourth, ())]
    for place, scores in given:
        mark(handed_in(place, now - timedelta(days=2)), markers, scores, now - timedelta(days=1))


def load_passed(place: Place, markers: list[User], now: datetime) -> None:
    """Handed in long ago, and passed."""
    mark(handed_in(place, now), markers, (4, 4), now + timedelta(days=3))


def handed_in(place: Place, now: datetime) -> Submission:
    """The essay, in time."""
    assignment.save(place, text=paragraphs(ESSAY), now=now)
    return assignment.hand_in(place, by=place.participant, now=now)


def mark(submission: Submission, markers: list[User], scores: tuple[int, ...], now: datetime) -> None:
    """The same score of a marker for every criterion."""
    keys = submission.place.edition.final_assignment.criteria.values_list("key", flat=True)
    for by, score in zip(markers, scores, strict=False):
        marking.give(submission, by=by, scores=dict.fromkeys(keys, score), feedback=FEEDBACK, now=now)


def load_teams(edition: Edition, marker: User, now: datetime) -> None:
    """Teams that were told: the second is marked, the third has handed in, the others are at work."""
    made = teams.propose(edition, seed=1)
    teams.tell_all(edition, now=now - timedelta(days=10))
    for team in made[1:3]:
        place = team.members.order_by("pk")[0].place
        teamwork.save(place, text=paragraphs(POLICY), seen="", by=place.participant, now=now - timedelta(days=3))
        teamwork.hand_in(place, by=place.participant, now=now - timedelta(days=3))
    teams.mark(made[1], points=75, reasons=REASONS, by=marker, now=now - timedelta(days=1))
