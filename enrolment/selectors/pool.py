"""Everybody who applied to one edition, as the workbench sees them: a fixed number of queries, then plain rules."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from academy import clock
from academy.accounts.models import User
from catalogue.models import Criterion, Edition, PhaseKind
from enrolment import facts
from enrolment.models import Application, BatchItem, Conflict, Financing, Review, SelectionPlan, Target
from enrolment.rules.composition import Aim, Person, gender_of
from enrolment.rules.eligibility import Asked, Finding, Told, Verdict, findings, overall
from enrolment.rules.languages import LEVELS
from enrolment.rules.regions import region_of
from enrolment.rules.review import Seat, Standing, conflict
from enrolment.selectors.reviews import DECLARED, REVIEW, interests_of, standing_of, ties_of, weights_of
from enrolment.states import DECIDABLE_APPLICATION, HOLDING_A_SEAT, HOLDING_AN_OFFER

WELL = LEVELS[LEVELS.index("B2") :]  # a language counts in a group when one can follow a course in it


@dataclass(frozen=True)
class Row:
    """One application before the person who looks. ``person`` has the true score, for adding up; show ``score``."""

    application: Application
    missing: tuple[Any, ...]
    findings: tuple[Finding, ...]
    standing: Standing
    seat: Seat
    person: Person
    waiting: int | None
    in_group: bool
    held: bool

    @property
    def key(self) -> int:
        """The application's."""
        return self.person.key

    @property
    def verdict(self) -> Verdict:
        """Eligible, not, or not known."""
        return overall(self.findings)

    @property
    def score(self) -> Any:
        """The mean of the reviews, where the person who looks may know it."""
        return self.standing.mean if self.seat.sees_scores else None

    @property
    def disagree(self) -> bool:
        """Whether the reviewers lie too far apart, as far as the person who looks may know it."""
        return self.standing.disagree and self.seat.sees_scores

    @property
    def choosable(self) -> bool:
        """Whether it waits for a decision, and none is held."""
        return self.seat.undecided and not self.held


@dataclass(frozen=True)
class Pool:
    """All rows in the order of the queue, the targets, and the places that are left."""

    edition: Edition
    plan: SelectionPlan
    rows: list[Row]
    aims: list[Aim]
    left: int | None

    @property
    def group(self) -> list[Person]:
        """Those who hold a seat."""
        return [row.person for row in self.rows if row.in_group]

    def people(self, keys: set[int]) -> list[Person]:
        """Those with a seat, and the chosen ones who can still be decided on."""
        return [row.person for row in self.rows if row.in_group or (row.choosable and row.key in keys)]


def pool(edition: Edition, viewer: User, now: datetime) -> Pool:
    """Everything that was sent to the edition and not taken back."""
    reader = Reader(edition, viewer, clock.civil_day(now))
    rows = [reader.row(application) for application in applications_to(edition)]
    aims = [Aim(row.dimension, row.value, row.least, row.most) for row in Target.objects.filter(edition=edition)]
    return Pool(edition, reader.plan, rows, aims, facts.places_left(edition))


def applications_to(edition: Edition) -> Any:
    """The applications with what a row reads, in two queries."""
    held = BatchItem.objects.filter(application=OuterRef("pk"), open=True)
    has_seat = Q(place__state__in=HOLDING_A_SEAT) | Q(state__in=HOLDING_AN_OFFER)
    return (
        edition.applications.exclude(state__in=["draft", "withdrawn"])
        .select_related("applicant", "letter", "place", "rate")
        .prefetch_related("wishes", "sponsor_requests__answer", "rate__parts")
        .annotate(is_held=Exists(held), takes_seat=Exists(held.filter(batch__verb="accept")))
        .annotate(has_seat=Exists(Application.objects.filter(has_seat, pk=OuterRef("pk"))))
        .order_by("submitted_at", "pk")
    )


class Reader:
    """What is the same for every row of one edition, read once."""

    def __init__(self, edition: Edition, viewer: User, today: date) -> None:
        self.edition, self.viewer, self.today = edition, viewer, today
        self.plan = SelectionPlan.of(edition)
        self.weights = weights_of(Criterion.objects.of(edition))
        self.reviews: dict[int, list[Review]] = defaultdict(list)
        self.conflicts = set(
            Conflict.objects.filter(application__edition=edition).values_list("application", "reviewer")
        )
        for review in Review.objects.filter(application__edition=edition):
            if (review.application_id, review.reviewer_id) not in self.conflicts:
                self.reviews[review.application_id].append(review)
        self.interests, self.reviewer = interests_of(viewer), viewer.has_perm(REVIEW)
        prefetch_related_objects([edition], "price_parts")
        self.beds = int(edition.phases.filter(kind=PhaseKind.RESIDENTIAL).exists())
        self.asked = Asked(self.plan.least_years, self.plan.least_level, frozenset(edition.languages))

    def row(self, application: Any) -> Row:
        """One application, told by the rules."""
        application.edition = self.edition
        given = self.reviews[application.pk]
        standing = standing_of(given, self.weights, self.plan)
        undecided = application.state in DECIDABLE_APPLICATION
        sent = application.submitted_at
        return Row(
            application=application,
            missing=facts.missing(application),
            findings=findings(self.asked, told(application)),
            standing=standing,
            seat=Seat(
                reviewer=self.reviewer,
                conflict=self.conflict(application),
                has_given=any(review.reviewer_id == self.viewer.pk for review in given),
                undecided=undecided,
                complete=standing.complete,
            ),
            person=self.person(application, standing),
            waiting=(self.today - clock.civil_day(sent)).days if undecided and sent else None,
            in_group=application.has_seat or (undecided and application.takes_seat),
            held=application.is_held,
        )

    def conflict(self, application: Application) -> str:
        """As ``selectors.reviews.conflict_of``, without a query."""
        if (application.pk, self.viewer.pk) in self.conflicts:
            return DECLARED
        return conflict(self.interests, ties_of(application))

    def person(self, application: Application, standing: Standing) -> Person:
        """What the composition of a group sees of somebody."""
        return Person(
            key=application.pk,
            score=standing.mean,
            sector=application.sector,
            gender=gender_of(application.gender),
            country=str(application.country),
            region=region_of(str(application.country)),
            languages=frozenset(code for code, level in application.languages.items() if level in WELL),
            financing=application.financing,
            income=self.income(application),
            beds=self.beds,
        )

    def income(self, application: Application) -> int:
        """EUR expected: the price, or what a sponsor that has answered promised."""
        pledge = facts.sponsorship_of(application).pledge if application.financing == Financing.SPONSOR else None
        return (
            int(facts.price_for(application).total or 0)
            if pledge is None or pledge.amount is None
            else int(pledge.amount)
        )


def told(application: Application) -> Told:
    """What an application says to the rules of eligibility."""
    answered = facts.sponsorship_of(application).pledge is not None
    return Told(
        years=application.years_of_experience,
        financing=application.financing,
        has_letter=application.letter_id is not None,
        covers=("all" if facts.covers_the_price(application) else "part") if answered else "",
        levels=application.languages,
    )
