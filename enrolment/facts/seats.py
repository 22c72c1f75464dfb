"""Which seats are held, and which are left."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from academy import clock, prepared
from catalogue.models import Edition, Elective
from catalogue.seats import Taken
from catalogue.selectors.electives import AreaOfChoices, electives_by_area
from enrolment.models import (
    Application,
    ElectiveSeat,
    Offer,
    Place,
)
from enrolment.states import HOLDING_A_SEAT, HOLDING_AN_OFFER, IN_THE_QUEUE

ANY_EDITION = -1  # stands for an edition's key in SQL that is written once


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
        state__in=IN_THE_QUEUE, batch_items__open=True, batch_items__batch__verb="accept"
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


def seats_taken(edition: int) -> Taken:
    """The seats of the edition with this key, and of its electives, that are now held; in one query."""
    sql, params = counting_seats()
    counted = dict(prepared.rows(sql, [edition if one == ANY_EDITION else one for one in params]))
    return Taken(counted.pop(0, 0), counted)


@cache
def counting_seats() -> tuple[str, tuple[Any, ...]]:
    """The SQL that counts the seats of ANY_EDITION (under zero) and of its electives (under their keys).

    Everyone who opens a page of an edition asks for them, and Django takes longer to write the SQL than the database
    to answer: it is written once.
    """
    places: QuerySet[Edition] = (
        QuerySet(Edition).order_by().filter(pk=ANY_EDITION)
    )  # modeltranslation's own loses the order of columns
    held = places.annotate(of=Value(0), number=seats_held()).values_list("of", "number")
    seats = ElectiveSeat.objects.filter(elective__edition=ANY_EDITION, place__state__in=HOLDING_A_SEAT)
    chosen = seats.order_by().values_list("elective").annotate(number=Count("pk"))
    return held.union(chosen, all=True).query.sql_with_params()


def choices_of(edition: Edition) -> list[AreaOfChoices]:
    """The edition's electives under their thematic areas, with the seats left, in two queries."""
    prefetch_related_objects([edition], Prefetch("electives", Elective.objects.select_related("area")))
    return electives_by_area(edition, seats_taken(edition.pk))
