"""What an edition page shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from academy import clock, drawings, wording
from catalogue import facts, seats
from catalogue.models import Criterion, Edition, Elective, Passage, PassageKind, PricePartKind
from catalogue.rules.cancellation import last_day_for_alternatives
from catalogue.selectors.cards import card
from catalogue.selectors.electives import electives_by_area

# These stand beside the button and the certificate, not in the run of the text.
APPLYING = (PassageKind.PREPARE, PassageKind.SELECTION)
CERTIFYING = (PassageKind.ASSESSMENT,)


@dataclass(frozen=True)
class TimeLeft:
    """What remains of the application window: whole days, and hours on the last day."""

    days: int
    hours: int


@dataclass(frozen=True)
class Weighed:
    """A selection criterion and what it counts for in per cent of the whole; None where all count alike."""

    title: str
    share: int | None


def for_edition_page(editions: QuerySet[Edition] | None = None) -> QuerySet[Edition]:
    """Editions, the published ones unless others are given, with all that an edition page shows."""
    of_the_course = Prefetch("course__passages", queryset=Passage.objects.filter(edition=None))
    electives = Prefetch("electives", queryset=Elective.objects.select_related("area", "phase"))
    return (
        (Edition.objects.published() if editions is None else editions)
        .select_related("course", "policy")
        .prefetch_related(of_the_course, electives, "passages", "phases__periods", "price_parts", "rates__parts")
        .prefetch_related("policy__tiers", "requirements", "figures", "course__weeks__modules")
    )


def time_left(edition: Edition, now: datetime) -> TimeLeft | None:
    """Until the end of the last day in Turin; None when the edition has no such day."""
    if edition.applications_close is None:
        return None
    rest = clock.end_of_day(edition.applications_close) - now
    return TimeLeft(clock.days_until(edition.applications_close, now), int(rest.total_seconds() // 3600))


def last_minute(edition: Edition) -> datetime | None:
    """The minute before the window closes, which reads better than midnight: 23:59 of the last day in Turin."""
    closes = edition.applications_close
    return clock.end_of_day(closes) - timedelta(minutes=1) if closes else None


def edition_page(edition: Edition, now: datetime, taken: seats.Taken) -> dict[str, object]:
    """All that the page of ``edition`` (from ``for_edition_page``) shows at the moment ``now``."""
    today = clock.civil_day(now)
    return {
        "edition": edition,
        "course": edition.course,
        "today": today,
        "card": card(edition, today),
        "time_left": time_left(edition, now),
        "last_minute": last_minute(edition),
        "figures": edition.figures.all(),
        "areas": electives_by_area(edition, taken),
        "places_left": None if edition.capacity is None else seats.left(edition.capacity, taken.places),
        "criteria": criteria_of(edition),
        "criteria_are_told": any(one.kind == PassageKind.SELECTION for one in facts.passages_of(edition)),
        "timeline": timeline_of(edition),
        **prose(edition),
        **money(edition),
    }


def criteria_of(edition: Edition) -> list[Weighed]:
    """What applications are read for; two queries. Of weights 2, 1 and 1 the first counts for 50 per cent."""
    found = list(Criterion.objects.of(edition))
    whole = sum(one.weight for one in found)
    alike = len({one.weight for one in found}) < 2
    return [Weighed(one.title, None if alike else round(100 * one.weight / whole)) for one in found]


def timeline_of(edition: Edition) -> drawings.Timeline | None:
    """The phases on one axis; None where no day of them is known."""
    return drawings.timeline(
        [
            drawings.Stretch(
                phase.get_kind_display(),
                phase.place,
                phase.kind,
                tuple((period.starts, period.ends) for period in phase.periods.all()),
            )
            for phase in edition.phases.all()
        ]
    )


def curve_of(price: Decimal | None, costs: list[facts.Cost], start: date | None) -> drawings.Curve | None:
    """The cost of cancelling over the days to the start; None where it, the price or the start is not known."""
    if not costs or price is None or start is None:
        return None
    spans = [cost.span for cost in costs]
    tiers = [drawings.Tier(span.since, span.until, span.penalty_percent) for span in spans]
    return drawings.refund_curve(price, tiers, start)


def prose(edition: Edition) -> dict[str, list[Passage]]:
    """The passages, sorted to where the page has them."""
    passages = facts.passages_of(edition)
    apart = (*APPLYING, *CERTIFYING)
    return {
        "passages": [one for one in passages if one.kind not in apart],
        "applying_passages": [one for one in passages if one.kind in APPLYING],
        "assessment": [one for one in passages if one.kind in CERTIFYING],
    }


def notices_in_words(edition: Edition) -> list[dict[str, object]]:
    """The tiers of an edition without dates, each by its days before the start and its share of the price."""
    return [
        {"when": wording.notice(one.most, one.least), "percent": one.penalty_percent}
        for one in facts.notices_of(edition)
    ]


def money(edition: Edition, price: facts.Price | None = None) -> dict[str, object]:
    """The price with what it holds, and what cancelling costs; ``price`` is the one of a reader whose kind is known.

    The prices of other kinds stand beside the usual one.
    """
    rates = [] if price else facts.rates_of(edition)
    price = price or facts.usual_price(edition)
    policy = facts.policy_of(edition.policy) if edition.policy else None
    costs = facts.costs_of(edition, price)
    return {
        "price": price,
        "rates": rates,
        "face_to_face": facts.meets_face_to_face(edition),
        "stays": facts.residential(edition),
        "in_turin": facts.meets_in_turin(edition),
        "has_subsistence": any(part.kind == PricePartKind.SUBSISTENCE for part in price.parts),
        "costs": costs,
        "notices": notices_in_words(edition),
        "curve": curve_of(price.total, costs, edition.starts),
        "alternatives_until": last_day_for_alternatives(policy, edition.starts) if policy and edition.starts else None,
    }
