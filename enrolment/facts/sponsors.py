"""What a sponsor was asked and has said, and who was nominated together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from enrolment.facts.terms import price_for, terms_of
from enrolment.models import (
    Application,
    Financing,
    Nominee,
    Place,
    SponsorAnswer,
    SponsorRequest,
    Together,
)
from enrolment.rules import sponsors
from enrolment.rules.together import Member, left_behind
from enrolment.states import HOLDING_AN_OFFER, LIVE_APPLICATION


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
    price = terms_of(place).price if place else price_for(application).total
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

    Who nominated the applicant has said already what it pays, and so has a payer that named its own substitute.
    """
    sent = application.state in LIVE_APPLICATION and application.state != "draft"
    if not sent or application.financing != Financing.SPONSOR or hasattr(application, "nominee"):
        return False
    return application.stands_in is None or application.stands_in.payer_id is None


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

    Reads ``sponsor_requests``, ``edition.price_parts`` and ``rate.parts``, which a list prefetches, and
    ``nominee.nomination``.
    """
    if application.financing == Financing.SELF:
        return True
    return sponsors.covers(pledge_of(application), price_for(application).total)
