"""What is under way in the demonstration: a nomination, a sponsor who confirmed, one thing more, and a told stay."""

from datetime import datetime, timedelta
from typing import Any

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from catalogue.models import Edition
from enrolment import facts
from enrolment.demonstration import about, figures, load_account, motivation, person_of, sponsorship_letter
from enrolment.models import Application, Financing, Place, Share, Together
from enrolment.models.question import Thing
from enrolment.operations import apply, nominate, questions, sponsors, stay

NOMINATOR, ORGANIZATION = "personnel@example.org", "Federation of Employers and Workers"
CANDIDATES = slice(14, 17)  # of the people in the file: they do nothing else in the edition that closes soon


def load_applying(editions: dict[str, Edition], staff: dict[str, User], now: datetime) -> None:
    """On top of ``load_people``. The sponsors of all other applications stay silent."""
    queue = list(editions["DEMO-OPEN"].applications.filter(state="submitted").order_by("submitted_at"))
    confirm(next(one for one in queue if one.financing == Financing.SPONSOR), now - timedelta(days=1))
    ask(queue[-1], staff["reviewer"], now - timedelta(hours=5))
    load_nomination(editions["DEMO-SOON"], now - timedelta(days=6))
    for place in editions["DEMO-OPEN"].places.order_by("pk")[:2]:
        tell(place, now - timedelta(days=1))


def confirm(application: Application, now: datetime) -> None:
    """The sponsor pays the whole price."""
    seen = facts.offer_to_sponsor(application).fingerprint
    said: dict[str, Any] = {"share": Share.ALL, "amount": None, "reason": "", "name": "Personnel office"}
    sponsors.answer_to(application.sponsor_requests.get(), position="Head", **said, seen=seen, now=now)


def ask(application: Application, by: User, now: datetime) -> None:
    """One thing more, which the applicant has a week to answer."""
    until = clock.civil_day(now) + timedelta(days=7)
    words = "Please tell us what you would do with the course in your first month back at work."
    questions.ask(application, thing=Thing.MOTIVATION, words=words, until=until, by=by, seen="submitted", now=now)


def load_nomination(edition: Edition, now: datetime) -> None:
    """Three candidates, all or none: two have sent their part, the third has begun."""
    numbers = range(*CANDIDATES.indices(len(figures())))
    chosen = [(person_of(figures()[number], number), figures()[number]) for number in numbers]
    letter = sponsorship_letter(chosen[0][1], edition)
    nomination = nominate.nominate(
        load_account(NOMINATOR, "Grace Mwangi", password=""),
        edition,
        [(figure.name, person.email) for person, figure in chosen],
        organization=ORGANIZATION,
        contact="Grace Mwangi",
        position="Head of training",
        letter=Cleaned(letter, "application/pdf", "Nomination.pdf"),
        together=Together.ALL,
        share=Share.ALL,
        amount=None,
        language="en",
        now=now,
    )
    for days, (person, figure) in enumerate(chosen, start=1):
        application = nominate.take_up(nomination.nominees.get(email=person.email), person, now=now)
        apply.save(application, about(figure) | {"motivation": motivation(figure, edition)}, now=now)
        if days < len(chosen):
            apply.wish(application, list(edition.electives.all()[: edition.electives_to_choose]), now=now)
            apply.submit(Application.objects.get(pk=application.pk), now=now + timedelta(days=days))


def tell(place: Place, now: datetime) -> None:
    """The journey, the meals and whom to call."""
    span = facts.residential_days(place.edition)
    if span:
        values = {"needs_visa": False, "arrives": span[0] - timedelta(days=1), "leaves": span[1] + timedelta(days=1)}
        said = {"travel": "Flight by way of Rome", "diet": "No pork", "emergency_name": "Next of kin"}
        stay.keep(place, values | said | {"emergency_phone": "+39 011 000 0000"}, now=now)
