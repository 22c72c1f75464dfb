"""What stands on letters, statements, badges and lists; what is not known is left out, and what is needed is named."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from academy import clock
from catalogue.models import Edition, PhaseKind
from certificates.facts.certificates import phase_in_words
from certificates.glyphs import tongue
from certificates.models import Photograph, PrintoutKind
from certificates.texts import signatories
from enrolment import facts as enrolment_facts
from enrolment.models import Application, Financing, Place
from enrolment.states import HOLDING_A_SEAT

Data = dict[str, Any]


def why_not(kind: str, edition: Edition, place: Place | None, today: date) -> str:
    """Why it cannot be printed now, as a sentence; empty when it can."""
    if place is None:
        return _("Nobody has a place yet.") if not people_of(edition) else ""
    if place.state not in HOLDING_A_SEAT:
        return _("The place was given back.")
    against = {
        PrintoutKind.VISA: visa_lacks,
        PrintoutKind.SPONSOR: sponsor_lacks,
        PrintoutKind.ATTENDANCE: attendance_lacks,
    }.get(PrintoutKind(kind), lambda _place, _today: "")
    return against(place, today) or ("" if edition.starts and edition.ends else _("The edition has no dates yet."))


def visa_lacks(place: Place, today: date) -> str:
    """It takes a residential phase that is not over, and the passport."""
    span = enrolment_facts.residential_days(place.edition)
    if span is None or span[1] < today:
        return _("There is no stay to come for which one would need a visa.")
    stay = enrolment_facts.told_stay(place)
    if not (stay and stay.passport_number and stay.passport_country and stay.passport_until):
        return _("The passport is not told yet: fill in “My stay” first.")
    return ""


def sponsor_lacks(place: Place, today: date) -> str:
    """It takes a sponsor."""
    application = place.application
    paid_by_sponsor = application.financing == Financing.SPONSOR and application.sponsor_name
    return "" if paid_by_sponsor else _("No sponsor pays for this place.")


def attendance_lacks(place: Place, today: date) -> str:
    """It takes a session that was attended."""
    return "" if attended(place) else _("No session was attended yet.")


def of_place(kind: str, place: Place) -> Data:
    """What stands on the letter of a place, in the language of the moment."""
    edition, application = place.edition, place.application
    more: dict[str, Callable[[Place], Data]] = {
        PrintoutKind.VISA: passport,
        PrintoutKind.SPONSOR: sponsor,
        PrintoutKind.ATTENDANCE: attendance,
    }
    return {
        "name": application.full_name,
        "name_language": tongue(application.full_name, str(application.nationality)),
        "organization": application.organization,
        "position": application.position,
        "country": called(application.country),
        "course": edition.course.title,
        "edition": edition.title,
        "code": edition.code,
        "starts": edition.starts,
        "ends": edition.ends,
        "phases": [phase_in_words(phase) for phase in edition.phases.prefetch_related("periods")],
        "signatory": signatories()[1],
        "place_of_issue": _("Turin"),
        **(more[kind](place) if kind in more else {}),
    }


def passport(place: Place) -> Data:
    """What a consulate compares, and the days of the stay."""
    stay, span = enrolment_facts.told_stay(place), enrolment_facts.residential_days(place.edition)
    if stay is None or span is None:  # visa_lacks was asked before
        return {}
    where = place.edition.phases.filter(kind=PhaseKind.RESIDENTIAL).first()
    return {
        "nationality": called(place.application.nationality),
        "passport": {
            "number": stay.passport_number,
            "country": called(stay.passport_country),
            "until": stay.passport_until,
        },
        "stay": {"starts": stay.arrives or span[0], "ends": stay.leaves or span[1], "place": where and where.place},
    }


def sponsor(place: Place) -> Data:
    """To whom it goes, and the price."""
    application = place.application
    terms = enrolment_facts.terms_of(place)
    return {
        "sponsor": {
            "name": application.sponsor_name,
            "contact": application.sponsor_contact,
            "substitute_days": terms.policy.alternatives_notice_days,
        },
        "price": {"amount": terms.price},
    }


def attendance(place: Place) -> Data:
    """The sessions attended, and how many were held."""
    return {"sessions": attended(place), "held": len(held(place))}


def called(country: Any) -> str:
    """The name of a country in the language of the moment; empty where none is known."""
    return str(getattr(country, "name", ""))


def held(place: Place) -> list[Any]:
    """The participant's sessions that are over."""
    now = clock.now()
    return [session for session in enrolment_facts.sessions_of(place) if session.ends_at <= now]


def attended(place: Place) -> list[Data]:
    """The sessions attended, by day."""
    came = enrolment_facts.came_to(place.attendances.all())
    return [
        {
            "title": one.title,
            "kind": one.get_kind_display(),
            "on": clock.civil_day(one.starts_at),
            "minutes": one.minutes,
        }
        for one in held(place)
        if one.pk in came
    ]


def of_edition(edition: Edition) -> Data:
    """What stands on badges, name plates and the group list, in the language of the moment."""
    return {
        "course": edition.course.title,
        "edition": edition.title,
        "code": edition.code,
        "starts": edition.starts,
        "ends": edition.ends,
        "people": people_of(edition),
    }


def people_of(edition: Edition) -> list[Data]:
    """Those who hold a place, by name; a photograph only of who consented."""
    places = edition.places.holding_a_seat().select_related("application").order_by("application__full_name", "pk")
    photographs = Photograph.objects.filter(person__places__in=places).values_list("person_id", "document_id")
    pictures = dict(photographs)
    return [person(place.application) | {"photograph": pictures.get(place.participant_id)} for place in places]


def person(application: Application) -> Data:
    """Who it is."""
    return {
        "name": application.full_name,
        "name_language": tongue(application.full_name, str(application.nationality)),
        "organization": application.organization,
        "country": called(application.country),
    }
