"""Notes on pages of the apps below, which know nothing of them."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from certificates.changes import received
from certificates.linkedin import address
from certificates.models import Certificate
from enrolment.models import Application, Place
from enrolment.states import HOLDING_A_SEAT

register = template.Library()


@register.inclusion_tag("certificates/_share.html")
def share(certificate: Certificate) -> dict[str, object]:
    """How its holder shows it to others: the link to its page, LinkedIn, and all of them in one file."""
    page = settings.SITE_URL + certificate.get_absolute_url()
    return {"certificate": certificate, "page": page, "linkedin": address(certificate)}


@register.inclusion_tag("certificates/_of_place.html")
def certificate_of(place: Place, complete: bool) -> dict[str, object]:
    """A link to the participant's certificate where there is one or will be; else where the name is proof-read."""
    return {"place": place, "ready": complete or place.certificates.exists(), "held": place.state in HOLDING_A_SEAT}


@register.inclusion_tag("certificates/_received.html")
def note_received(application: Application) -> dict[str, object]:
    """Which version of the note the applicant had, with a link to what changed since; nothing where there was none."""
    return {"note": received(application, get_language() or "en"), "application": application}
