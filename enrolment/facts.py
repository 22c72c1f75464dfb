"""From tables to the values that rules want, and back for what is frozen."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from academy import clock
from academy.money import ZERO, share
from catalogue import facts as catalogue_facts
from catalogue.models import Criterion, Edition, Elective, Period, PhaseKind
from catalogue.rules.cancellation import Policy, Tier, eased, spans
from catalogue.rules.status import takes_applications
from catalogue.seats import Taken
from catalogue.selectors.electives import AreaOfChoices, electives_by_area
from enrolment.models import (
    Application,
    Conflict,
    ElectiveSeat,
    ElectiveWait,
    Evidence,
    Financing,
    Nominee,
    Offer,
    Place,
    PlanKind,
    ReserveList,
    Review,
    SponsorAnswer,
    SponsorRequest,
    Stay,
    Together,
)
from enrolment.rules import completeness, duplicates, questions, sponsors
from enrolment.rules import stay as stay_rules
from enrolment.rules.account import Account, account
from enrolment.rules.allocation import Chooser, Course, Group
from enrolment.rules.alternatives import Alternatives, alternatives
from enrolment.rules.completion import Completion, completion
from enrolment.rules.reserve import Waiting, in_order
from enrolment.rules.reserve import is_over as is_over_for_reserve
from enrolment.rules.review import rounded, weighted
from enrolment.rules.settlement import Settlement, Stake, settle
from enrolment.rules.terms import Needed, Part, Terms
from enrolment.rules.together import Member, left_behind
from enrolment.states import DECIDABLE_APPLICATION, HOLDING_A_SEAT, HOLDING_AN_OFFER, LIVE_APPLICATION

MOST_DUPLICATES = 10


def terms_of_edition(edition: Edition) -> Terms:
    """What somebody who is accepted today agrees to."""
    return Terms(
        parts=tuple(Part(part.kind, part.amount) for part in edition.price_parts.all()),
        policy=catalogue_facts.policy_of(edition.policy) if edition.policy else Policy(()),
        requirements=tuple(Needed(row.kind, row.amount) for row in edition.requirements.all()),
    )


def number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to the edition of the outer query; zero where there are none."""
    mine = rows.filter(edition=OuterRef("pk")).order_by().values("edition")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


def seats_held() -> CombinedExpression:
    """For ``Edition.objects.annotate``: the seats that nobody else can have, counted in one statement.

    A seat is held by a place that stands, by an offer that waits for its answer, and by an acceptance that is held so
    that it can be undone. Whatever else comes to hold a seat is added here, and only here: everything that gives a
    place counts with this.
    """
    offered = Application.objects.filter(state__in=HOLDING_AN_OFFER)
    waiting = Application.objects.filter(
        state__in=DECIDABLE_APPLICATION, batch_items__open=True, batch_items__batch__verb="accept"
    )
    return number_of(Place.objects.holding_a_seat()) + number_of(offered) + number_of(waiting)


def held_in(edition: Edition) -> int:
    """The seats of one edition that are held."""
    return Edition.objects.order_by().annotate(held=seats_held()).values_list("held", flat=True).get(pk=edition.pk)


def places_left(edition: Edition) -> int | None:
    """Places that nobody holds, never below zero; None for an edition without a capacity, which always has room."""
    return None if edition.capacity is None else max(edition.capacity - held_in(edition), 0)


def last_day_of(offer: Offer) -> date:
    """The last day in Turin on which the offer can be taken up."""
    return clock.civil_day(offer.answer_by - timedelta(microseconds=1))


def reserve_of(edition: Edition) -> list[Application]:
    """Everybody on the reserve list of the edition, the next one first."""
    rows = {row.pk: row for row in edition.applications.filter(state="reserve").select_related("applicant")}
    scores = scores_in(edition, rows)
    waiting = [
        Waiting(key, row.reserve_rank, scores.get(key), row.submitted_at or row.started_at) for key, row in rows.items()
    ]
    return [rows[one.key] for one in in_order(waiting)]


def scores_in(edition: Edition, applications: Iterable[int]) -> dict[int, Decimal]:
    """The mean score of each of these applications that was reviewed, as the edition's criteria weigh it.

    A review of somebody who declared a conflict of interest afterwards does not count.
    """
    weights = {criterion.key: criterion.weight for criterion in Criterion.objects.of(edition)}
    declared = Conflict.objects.filter(application=OuterRef("application"), reviewer=OuterRef("reviewer"))
    totals: dict[int, list[Decimal]] = {}
    for review in Review.objects.filter(~Exists(declared), application__in=applications):
        totals.setdefault(review.application_id, []).append(weighted(review.scores, weights))
    return {key: rounded(sum(found, Decimal(0)) / len(found)) for key, found in totals.items()}


def reserve_position(application: Application) -> int | None:
    """Where the applicant stands on the reserve list, from 1; None for who is not on it."""
    order = [one.pk for one in reserve_of(application.edition)]
    return order.index(application.pk) + 1 if application.pk in order else None


def reserve_moves(edition: Edition) -> bool:
    """Whether staff let the reserve list move by itself, as it does until they stop it."""
    return not ReserveList.objects.filter(edition=edition, state="stopped").exists()


def reserve_is_over(edition: Edition, today: date) -> bool:
    """Whether nobody moves up any more."""
    return is_over_for_reserve(edition.starts, today, called_off=edition.cancelled)


def choosers_of(edition: Edition, *, keep: bool) -> list[Chooser]:
    """The participants with their wishes, by place; their present seats count as kept when ``keep``."""
    electives = list(edition.electives.all())
    places = edition.places.holding_a_seat().select_related("application").order_by("pk")
    return [
        Chooser(
            key=place.pk,
            wishes=tuple(wish.elective_id for wish in place.application.wishes.all()),
            number=edition.electives_to_choose,
            kept=frozenset(seat.elective_id for seat in place.seats.all()) if keep else frozenset(),
            unable=frozenset(one.pk for one in electives if not understands(place.application, one)),
        )
        for place in places.prefetch_related("application__wishes", "seats")
    ]


def understands(application: Application, elective: Elective) -> bool:
    """Whether the elective is taught or interpreted in a language of the applicant, who may not have been asked."""
    known = application.languages
    return not known or elective.interpreted or elective.language in known


def choices_in(edition: Edition, *, seed: int, keep: bool) -> Group:
    """What an allocation of the edition's electives is worked out from."""
    courses = tuple(Course(one.pk, one.capacity, one.slot) for one in edition.electives.order_by("pk"))
    return Group(courses, tuple(choosers_of(edition, keep=keep)), seed)


def lines_of(place: Place) -> dict[int, int]:
    """Where the place stands, from 1, in the line of each elective for which it waits."""
    found: dict[int, int] = {}
    counted: dict[int, int] = {}
    waits = ElectiveWait.objects.filter(elective__waits__place=place, place__state__in=HOLDING_A_SEAT)
    for elective, who in waits.values_list("elective", "place"):
        counted[elective] = counted.get(elective, 0) + 1
        if who == place.pk:
            found[elective] = counted[elective]
    return found


def frozen(terms: Terms) -> dict[str, Any]:
    """The terms as JSON keeps them; sums of money are text, so that no cent is lost."""
    return asdict(terms)


def terms_of(place: Place) -> Terms:
    """The terms that were frozen on the place."""
    kept = place.terms
    policy = kept["policy"]
    return Terms(
        parts=tuple(Part(part["kind"], Decimal(part["amount"])) for part in kept["parts"]),
        policy=Policy(
            tiers=tuple(Tier(tier["days_at_least"], tier["penalty_percent"]) for tier in policy["tiers"]),
            alternatives_notice_days=policy["alternatives_notice_days"],
            bank_charges=Decimal(policy["bank_charges"]),
        ),
        requirements=tuple(Needed(need["kind"], need["amount"]) for need in kept["requirements"]),
    )


def filled(application: Application) -> completeness.Filled:
    """Which fields of the application hold something; reads ``application.wishes``."""
    names = [field for _step, fields in completeness.ALWAYS for field in fields] + list(completeness.OF_A_SPONSOR)
    holding = [name for name in names if getattr(application, name) not in ("", None, {})]
    return completeness.Filled(
        fields=frozenset(holding),
        financing=application.financing,
        electives_chosen=len(application.wishes.all()),
        electives_to_choose=application.edition.electives_to_choose,
        stands_in=application.stands_in_id is not None,
    )


def missing(application: Application) -> tuple[completeness.Missing, ...]:
    """What the application still lacks."""
    return completeness.missing(filled(application))


def lacking(application: Application) -> list[Any]:
    """The names of what the application still lacks, in the language in which they are read."""
    return [label_of(gap.field) for gap in missing(application)]


def label_of(name: str) -> Any:
    """What a field of the application is called."""
    field: Any = Application._meta.get_field(name)
    return field.verbose_name


def may_be_asked(application: Application) -> list[str]:
    """The things that staff may ask this applicant for."""
    sponsored = application.financing == Financing.SPONSOR
    return questions.may_be_asked(sponsored=sponsored, electives_to_choose=application.edition.electives_to_choose)


def perhaps_the_same_person(application: Application) -> list[tuple[Application, tuple[str, ...]]]:
    """Applications that were sent from other accounts of what may be the same person, with what says so.

    The latest first, at most MOST_DUPLICATES, in one query.
    """
    me = someone(application)
    key, countries = duplicates.name_key(me.name), sorted(me.countries)
    named = Q(applicant__profile__name_key=key) & (Q(nationality__in=countries) | Q(country__in=countries))
    mailed = Q(applicant__profile__mailbox_key=duplicates.mailbox_key(me.email))
    others = Application.objects.filter(named | mailed if key else mailed).exclude(applicant=application.applicant)
    sent = others.exclude(submitted_at=None).select_related("applicant", "edition__course").order_by("-submitted_at")
    compared = [(other, duplicates.alike(me, someone(other))) for other in sent[:MOST_DUPLICATES]]
    return [(other, reasons) for other, reasons in compared if reasons]


def someone(application: Application) -> duplicates.Someone:
    """Who applied, as far as accounts of one person are alike."""
    countries = {str(application.nationality), str(application.country)} - {""}
    return duplicates.Someone(application.full_name, frozenset(countries), application.applicant.email)


def free_until(place: Place) -> date | None:
    """The last day on which the place can be left at no cost, because the Centre postponed the edition; else None."""
    moved = place.edition.changes_of_plan.filter(kind=PlanKind.POSTPONED, at__gte=place.confirmed_at)
    last = moved.order_by("leave_until").last()
    return last.leave_until if last else None


def eased_terms(place: Place) -> Terms:
    """The terms that were agreed, with a policy that is eased where the Centre postponed the edition."""
    terms, start = terms_of(place), place.edition.starts
    return replace(terms, policy=eased(terms.policy, start, free_until(place))) if start else terms


def residential_days(edition: Edition) -> tuple[date, date] | None:
    """The first and the last day in one place; None for an edition without any."""
    periods = Period.objects.filter(phase__edition=edition, phase__kind=PhaseKind.RESIDENTIAL)
    found = periods.aggregate(first=Min("starts"), last=Max("ends"))
    return (found["first"], found["last"]) if found["first"] else None


def told_stay(place: Place) -> Stay | None:
    """What who has the place now told about the stay, or None."""
    return Stay.objects.filter(application=place.application_id).first()


def missing_of_stay(stay: Stay | None) -> tuple[str, ...]:
    """The fields that are needed and empty."""
    names = stay_rules.ALWAYS + stay_rules.FOR_A_VISA
    filled = frozenset(name for name in names if getattr(stay, name, None) not in ("", None))
    return stay_rules.missing(filled, needs_visa=stay.needs_visa if stay else None)


def stay_of(place: Place, today: date) -> stay_rules.Standing | None:
    """Where the participant stands with telling about the stay; None without a stay that is still to be prepared."""
    span = residential_days(place.edition)
    if span is None or span[1] < today or place.state not in HOLDING_A_SEAT:
        return None
    stay = told_stay(place)
    short = stay is not None and stay_rules.ends_too_soon(stay.passport_until, stay.leaves)
    due = stay_rules.due(span[0], place.edition.stay_days)
    return stay_rules.standing(due, missing_of_stay(stay), short_passport=short, today=today)


def settlement_of(place: Place, days_before: int) -> Settlement:
    """What cancelling would come to on a day ``days_before`` days before the start.

    On a day on which one leaves because the Centre postponed the edition, the Centre bears the bank charges too.
    """
    policy, start, free = eased_terms(place).policy, place.edition.starts, free_until(place)
    if start and free and days_before >= (start - free).days:
        policy = replace(policy, bank_charges=ZERO)
    return settle(stakes_of(place), days_before, policy)


def stakes_of(place: Place) -> list[Stake]:
    """What each payer of the place was charged and has paid."""
    return [Stake(one.payer, one.name, one.charged, one.paid) for one in place.ledger.by_payer()]


def centre_bears_charges(place: Place) -> bool:
    """Whether the place was lost by the Centre's doing: called off, or left in time after the days were changed."""
    if place.state == "called-off":
        return True
    left, free = place.changes.filter(verb="cancel").last(), free_until(place)
    return bool(left and free and clock.civil_day(left.at) <= free)


def cancelling_costs(place: Place) -> list[catalogue_facts.Cost]:
    """What cancelling costs on which days, by the terms of the place; nothing without a first day."""
    return costs_of(eased_terms(place), place.edition.starts)


def costs_of(terms: Terms, start: date | None) -> list[catalogue_facts.Cost]:
    """What cancelling costs on which days before ``start``, by ``terms``; nothing without a first day."""
    return [
        catalogue_facts.Cost(span, share(terms.price, span.penalty_percent))
        for span in (spans(terms.policy, start) if start else [])
    ]


def is_over(place: Place, today: date) -> bool:
    """Whether the last day of the edition is past; then a participant can no longer give the place back."""
    return place.edition.ends is not None and place.edition.ends < today


def account_of(place: Place, today: date) -> Account:
    """What is owed for the place; nobody is late on a place that was given back."""
    start = place.edition.starts if place.state in HOLDING_A_SEAT else None
    return account(place.ledger.balance(), start, today)


def completion_of(place: Place) -> Completion:
    """What the participant has done of what the place's terms ask; reads ``place.evidence``."""
    return completion(terms_of(place).requirements, newest(place.evidence.all()))


def newest(rows: Iterable[Evidence]) -> dict[str, int]:
    """The amount of each kind, from rows in the order in which they were recorded."""
    return {row.kind: row.amount for row in rows}


def seats_taken(edition: Edition) -> Taken:
    """The seats of the edition and of its electives that are now held, in two queries."""
    holding = ElectiveSeat.objects.filter(elective__edition=edition, place__state__in=HOLDING_A_SEAT)
    counted = holding.order_by().values_list("elective").annotate(Count("pk"))
    return Taken(held_in(edition), dict(counted))


def choices_of(edition: Edition) -> list[AreaOfChoices]:
    """The edition's electives under their thematic areas, with the seats left, in three queries."""
    prefetch_related_objects([edition], Prefetch("electives", Elective.objects.select_related("area")))
    return electives_by_area(edition, seats_taken(edition))


@dataclass(frozen=True)
class OfferToSponsor:
    """What a sponsor is asked to stand by: the price in EUR, None when it is not known, and the letter in its name."""

    price: Decimal | None
    letter_sha256: str

    @property
    def fingerprint(self) -> str:
        """Changes when either does."""
        return f"{self.price}:{self.letter_sha256}"


def offer_to_sponsor(application: Application) -> OfferToSponsor:
    """What the application asks of its sponsor now; an accepted one at the price that was agreed."""
    place = Place.objects.filter(application=application).first()
    price = terms_of(place).price if place else catalogue_facts.price_of(application.edition)
    return OfferToSponsor(price, application.letter.sha256 if application.letter else "")


@dataclass(frozen=True)
class Sponsorship:
    """The newest question to the sponsor and its answer, where there are any."""

    request: SponsorRequest | None
    answer: SponsorAnswer | None

    @property
    def pledge(self) -> sponsors.Pledge | None:
        """What the sponsor has promised; None while it is silent."""
        return sponsors.Pledge(self.answer.share, self.answer.amount) if self.answer else None


def sponsorship_of(application: Application) -> Sponsorship:
    """What the sponsor says by now; reads ``application.sponsor_requests`` with their answers, as a list prefetches."""
    current = [request for request in application.sponsor_requests.all() if request.ended_at is None]
    request = current[0] if current else None
    return Sponsorship(request, getattr(request, "answer", None))


def waits_for_sponsor(application: Application) -> bool:
    """Whether a sponsor can be asked: the application is sent, a sponsor pays, and it may lead to a place or did.

    Who nominated the applicant has said already what it pays.
    """
    sent = application.state in LIVE_APPLICATION and application.state != "draft"
    return sent and application.financing == Financing.SPONSOR and not hasattr(application, "nominee")


def pledge_of(application: Application) -> sponsors.Pledge | None:
    """What the nominator or the sponsor has promised; None while nobody has."""
    nominee: Nominee | None = getattr(application, "nominee", None)
    if nominee:
        return sponsors.Pledge(nominee.nomination.share, nominee.nomination.amount)
    return sponsorship_of(application).pledge


def group_of(application: Application) -> list[Member]:
    """Everybody with whom the applicant belongs together; nobody unless all were nominated together or none."""
    nominee: Nominee | None = getattr(application, "nominee", None)
    if nominee is None or nominee.nomination.together != Together.ALL:
        return []
    rows = nominee.nomination.nominees.select_related("application")
    return [Member(row.name, row.application_id, in_group(row.application)) for row in rows]


def left_behind_by(application: Application, along: Collection[int] = ()) -> tuple[Member, ...]:
    """Who of the group would be left out when the application and those with the keys ``along`` are accepted."""
    return left_behind(group_of(application), {application.pk, *along})


def in_group(application: Application | None) -> bool:
    """Whether the candidate has a place or an offer of one."""
    return application is not None and application.state in ("accepted", *HOLDING_AN_OFFER)


def standing_of(request: SponsorRequest, now: datetime) -> sponsors.Standing:
    """Whether the question can be answered at the moment ``now``."""
    asked = sponsors.Asked(
        expires_at=request.expires_at,
        answered=hasattr(request, "answer"),
        ended=request.ended_at is not None,
        application_lives=waits_for_sponsor(request.application),
    )
    return sponsors.standing(asked, now)


def covers_the_price(application: Application) -> bool:
    """The published criterion “the letter covers the total fee”: confirmed by the sponsor, or paid by the applicant.

    Reads ``sponsor_requests`` and ``edition.price_parts``, which a list prefetches, and ``nominee.nomination``.
    """
    if application.financing == Financing.SELF:
        return True
    return sponsors.covers(pledge_of(application), catalogue_facts.price_of(application.edition))


def is_held(place: Place) -> bool:
    """Whether the place still has its seat."""
    return place.state in HOLDING_A_SEAT


def alternatives_of(place: Place, notice: date) -> Alternatives:
    """Whether a notice of this day still lets somebody else take the place, or move it to another edition."""
    return alternatives(terms_of(place).policy, place.edition.starts, notice)


def takes_transfers(today: date) -> QuerySet[Edition]:
    """Editions that a place can be moved to: anyone may read them, they are to come, and they have room."""
    coming = Edition.objects.published().filter(starts__gt=today, cancelled=False, archived=False)
    return coming.annotate(held=seats_held()).filter(Q(capacity=None) | Q(held__lt=F("capacity")))


@dataclass(frozen=True)
class Move:
    """An edition to move to: its ``price``, and the ``difference`` to what the place costs, in EUR."""

    edition: Edition
    price: Decimal
    difference: Decimal

    @property
    def less(self) -> Decimal:
        """By how much it is cheaper, when it is."""
        return -self.difference


def moves_for(place: Place, today: date) -> list[Move]:
    """Where the participant can ask to move, the soonest first, in three queries."""
    known = place.participant.applications.live().values("edition")
    editions = takes_transfers(today).exclude(pk__in=known).select_related("course").prefetch_related("price_parts")
    own = terms_of(place).price
    return [
        Move(edition, price, price - own)
        for edition in editions.order_by("starts", "pk")
        if (price := catalogue_facts.price_of(edition)) is not None
    ]


def to_be_sent_by(application: Application) -> date | None:
    """The last day in Turin on which it can be sent: a substitute's is the day before the edition starts."""
    starts = application.edition.starts
    if application.stands_in_id is None:
        return application.edition.applications_close
    return starts - timedelta(days=1) if starts else None


def may_be_written(application: Application, today: date) -> bool:
    """Whether the own part is still taken: while applications are; from a substitute until the day before the start."""
    edition = application.edition
    if application.stands_in_id is not None:
        return edition.starts is None or today < edition.starts
    return edition.published and takes_applications(catalogue_facts.dates_of(edition), today)
