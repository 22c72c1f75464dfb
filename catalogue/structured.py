"""What search engines read of an edition: schema.org's Course and CourseInstance as JSON-LD.

The block is data, which browsers do not run; so the site's content security policy lets it stand in the page.
"""

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.facts import place_of, price_of
from catalogue.models import Delivery, Edition

MODES = {
    Delivery.FACE_TO_FACE: "onsite",
    Delivery.BLENDED: "blended",
    Delivery.ONLINE: "online",
    Delivery.SELF_GUIDED: "online",
}
IN_A_PAGE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
CENTRE = {"@type": "Organization", "name": "International Training Centre of the ILO", "url": "https://www.itcilo.org"}


def block(edition: Edition) -> SafeString:
    """The edition as a ``<script>`` of data; what could end the script is written as an escape."""
    text = json.dumps(course(edition), ensure_ascii=False).translate(IN_A_PAGE)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def course(edition: Edition) -> dict[str, Any]:
    """The course, with this edition as its one instance and its price as its offer."""
    address = settings.SITE_URL + edition.get_absolute_url()
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": edition.course.title,
        "description": edition.course.summary,
        "provider": CENTRE,
        "url": settings.SITE_URL + edition.course.get_absolute_url(),
        "hasCourseInstance": instance(edition, address),
    }
    if price := price_of(edition):
        found["offers"] = {"@type": "Offer", "price": str(price), "priceCurrency": "EUR", "url": address}
    return found


def instance(edition: Edition, address: str) -> dict[str, Any]:
    """The edition itself; what is not known is left out."""
    known = {
        "identifier": edition.code,
        "startDate": edition.starts and edition.starts.isoformat(),
        "endDate": edition.ends and edition.ends.isoformat(),
        "inLanguage": edition.languages,
        "location": place_of(edition),
    }
    mode = MODES[Delivery(edition.delivery)]
    stated = {"@type": "CourseInstance", "name": edition.name, "url": address, "courseMode": mode}
    return stated | {name: value for name, value in known.items() if value}
