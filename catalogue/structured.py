"""What search engines read of a course: schema.org's Course and CourseInstance as JSON-LD.

The properties are those that Google's documentation of “course info” asks for; what is not known is left out. The
block is data, which browsers do not run; so the site's content security policy lets it stand in the page.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from academy import clock
from catalogue.facts import Price, place_of, rates_of, usual_price
from catalogue.models import Course, Delivery, Edition

MODES = {
    Delivery.FACE_TO_FACE: "Onsite",
    Delivery.BLENDED: "Blended",
    Delivery.ONLINE: "Online",
    Delivery.SELF_GUIDED: "Online",
}
ATTENDANCE = {"Onsite": "Offline", "Blended": "Mixed", "Online": "Online"}
IN_A_PAGE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
CENTRE = {"@type": "Organization", "name": "International Training Centre of the ILO", "url": "https://www.itcilo.org"}
EUROS = {"priceCurrency": "EUR"}


def block(course: Course, editions: Iterable[Edition], picture: str) -> SafeString:
    """The course as a ``<script>`` of data; what could end the script is written as an escape."""
    text = json.dumps(described(course, list(editions), picture), ensure_ascii=False).translate(IN_A_PAGE)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def described(course: Course, editions: list[Edition], picture: str) -> dict[str, Any]:
    """The course, with ``editions`` (from ``listed``) as its instances, and the prices of those still to come."""
    prefetch_related_objects(editions, "rates__parts")
    address = settings.SITE_URL + course.get_absolute_url()
    certificate = {"@type": "EducationalOccupationalCredential", "name": _("Certificate of Achievement")}
    stated = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": address,
        "url": address,
        "name": course.title,
        "description": course.summary,
        "provider": CENTRE,
        "image": picture,
    }
    return stated | known(
        courseCode=course.abbreviation,
        educationalLevel=course.level,
        availableLanguage=course.languages,
        educationalCredentialAwarded=certificate if course.gives_certificate else None,
        offers=[found for edition in editions for found in offers(edition)],
        hasCourseInstance=[instance(edition) for edition in editions],
    )


def instance(edition: Edition) -> dict[str, Any]:
    """One edition, which is an event as well."""
    mode = MODES[Delivery(edition.delivery)]
    stated = {
        "@type": "CourseInstance",
        "name": edition.name,
        "url": address_of(edition),
        "courseMode": mode,
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[mode]}EventAttendanceMode",
        "eventStatus": f"https://schema.org/{happening(edition)}",
        "organizer": CENTRE,
    }
    return stated | known(
        identifier=edition.code,
        description=edition.course.summary,
        startDate=iso(edition.starts),
        previousStartDate=iso(edition.postponed_from),
        endDate=iso(edition.ends),
        inLanguage=edition.languages,
        location=locations(edition, mode),
        courseWorkload=edition.learning_hours and f"PT{edition.learning_hours}H",
        courseSchedule=schedule(edition),
        maximumAttendeeCapacity=edition.capacity,
        offers=offers(edition),
    )


def happening(edition: Edition) -> str:
    """What became of the plan: as scheduled, moved to other days, or called off."""
    if edition.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if edition.postponed_from else "EventScheduled"


def locations(edition: Edition, mode: str) -> list[dict[str, Any]]:
    """Where people meet: the town, the internet, or both."""
    place = place_of(edition)
    towns = [{"@type": "Place", "name": place, "address": place}] if place else []
    online = [{"@type": "VirtualLocation", "url": address_of(edition)}] if mode != "Onsite" else []
    return towns + online


def schedule(edition: Edition) -> dict[str, Any] | None:
    """The weeks from the first to the last day: 30 June to 1 August are five."""
    if edition.starts is None or edition.ends is None:
        return None
    return {
        "@type": "Schedule",
        "startDate": iso(edition.starts),
        "endDate": iso(edition.ends),
        "repeatFrequency": "Weekly",
        "repeatCount": edition.weeks,
        "scheduleTimezone": "Europe/Rome",
    }


def offers(edition: Edition) -> list[dict[str, Any]]:
    """The usual price, where it is known, and that of each kind of participant."""
    return [offer(edition, price) for price in (usual_price(edition), *rates_of(edition)) if price.parts]


def offer(edition: Edition, price: Price) -> dict[str, Any]:
    """One price with its parts, until the deadline."""
    components = [
        {"@type": "UnitPriceSpecification", "name": part.get_kind_display(), "price": str(part.amount), **EUROS}
        for part in price.parts
    ]
    total = {"price": str(price.total), **EUROS}
    parts = {"@type": "CompoundPriceSpecification", **total, "priceComponent": components}
    closes = edition.applications_close
    stated = {"@type": "Offer", "category": "Paid", **total, "url": address_of(edition), "priceSpecification": parts}
    return stated | known(
        name=price.title,
        validFrom=iso(edition.applications_open),
        validThrough=closes and clock.end_of_day(closes).isoformat(),
    )


def address_of(edition: Edition) -> str:
    """The whole address of the edition's page."""
    return settings.SITE_URL + edition.get_absolute_url()


def iso(day: date | None) -> str | None:
    """2025-06-30."""
    return day.isoformat() if day else None


def known(**properties: Any) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value}
